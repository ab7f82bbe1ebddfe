import type { Logger } from './services.ts';

/** Cloud Logging reads one JSON object a line; errors among the fields become their stacks, causes included. */
export function jsonLogger(writeLine: (line: string) => void): Logger {
  return { write: (entry) => writeLine(JSON.stringify(entry, readableErrors)) };
}

function readableErrors(_key: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  const stack = value.stack ?? `${value.name}: ${value.message}`;
  return value.cause === undefined ? stack : { stack, cause: value.cause };
}
