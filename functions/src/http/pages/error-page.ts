import { type ProblemType, statusOf } from '../problems/problem-type.ts';
import { type ProblemReason, problemTypes } from '../problems/registry.ts';
import { escapeHtml, htmlPage, proseHtml } from './html.ts';

/** The sections of an error's page, the same in Markdown and HTML. */
function sections(
  type: ProblemType,
): readonly { heading: string; prose?: string; list?: readonly string[] }[] {
  return [
    { heading: 'What happened', prose: type.happened },
    { heading: 'How to fix it', list: type.fix },
    ...(type.mistakes === undefined ? [] : [{ heading: 'Common mistakes', list: type.mistakes }]),
  ];
}

const summary = (type: ProblemType): string => `Status ${statusOf(type)}, code \`${type.code}\`.`;

/** The page of a reason as it stands in docs/errors. */
export function errorPageMarkdown(reason: ProblemReason): string {
  const type: ProblemType = problemTypes[reason];
  const parts = sections(type).map(
    ({ heading, prose, list = [] }) =>
      `## ${heading}\n\n${[...(prose === undefined ? [] : [prose]), ...list.map((item) => `- ${item}`)].join('\n')}\n`,
  );
  return `# ${reason}: ${type.title}\n\n${summary(type)}\n\n${parts.join('\n')}`;
}

/** The page of a reason as it is served at `/errors/{reason}`. */
export function errorPageHtml(reason: ProblemReason): string {
  const type: ProblemType = problemTypes[reason];
  const parts = sections(type).map(({ heading, prose, list = [] }) => {
    const items = list.map((item) => `<li>${proseHtml(item)}</li>`).join('');
    return `<h2>${heading}</h2>${prose === undefined ? '' : `<p>${proseHtml(prose)}</p>`}${items && `<ul>${items}</ul>`}`;
  });
  return htmlPage({
    title: `${reason}: ${type.title}`,
    stylesheet: 'page.css',
    body: `<main><p><code>${reason}</code></p><h1>${escapeHtml(type.title)}</h1><p>${proseHtml(summary(type))}</p>${parts.join('')}<p><a href="./">All errors</a></p></main>`,
  });
}

/** All reasons in order of status, as a list of links. */
export function errorIndexMarkdown(): string {
  const rows = byStatus().map(
    ({ reason, type }) => `| ${statusOf(type)} | [${reason}](${reason}.md) | ${type.title} |`,
  );
  return `# Errors\n\nEvery failure is answered as RFC 9457 \`application/problem+json\`; \`reason\` is the word for machines, \`type\` leads to its page. These pages are made from \`functions/src/http/problems/types\`.\n\n| Status | Reason | Title |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
}

/** The list of all errors as it is served at `/errors/`. */
export function errorIndexHtml(): string {
  const rows = byStatus().map(
    ({ reason, type }) =>
      `<tr><td>${statusOf(type)}</td><td><a href="${reason}"><code>${reason}</code></a></td><td>${escapeHtml(type.title)}</td></tr>`,
  );
  return htmlPage({
    title: 'Errors of the IntentVision API',
    stylesheet: 'page.css',
    body: `<main><h1>Errors</h1><table><tr><th>Status</th><th>Reason</th><th>Title</th></tr>${rows.join('')}</table></main>`,
  });
}

function byStatus(): { reason: ProblemReason; type: ProblemType }[] {
  return (Object.keys(problemTypes) as ProblemReason[])
    .map((reason) => ({ reason, type: problemTypes[reason] }))
    .sort((a, b) => statusOf(a.type) - statusOf(b.type) || (a.reason < b.reason ? -1 : 1));
}
