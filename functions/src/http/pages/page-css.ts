/** Style of the error pages. */
export const pageCss = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 46rem; margin: 3rem auto; padding: 0 1rem; }
h1 { line-height: 1.2; }
code { font: 0.9em ui-monospace, monospace; background: color-mix(in srgb, currentColor 8%, transparent); padding: 0.1em 0.3em; border-radius: 0.2em; }
table { border-collapse: collapse; }
th, td { text-align: left; padding: 0.3rem 1rem 0.3rem 0; border-bottom: 1px solid color-mix(in srgb, currentColor 15%, transparent); }
`;
