import type { ProblemType } from '../problem-type.ts';

/** What can be wrong with a request before anybody looks at what it asks for. */
export const requestProblems = {
  VALIDATION_FAILED: {
    title: 'The request is not valid',
    code: 'invalid-argument',
    happened:
      'One or more fields of the body, the query or the path do not have the documented form. Nothing was changed.',
    fix: [
      'Read `errors`: each entry points at one field (a JSON pointer; in a query or path, its name) and says what was expected.',
      'Compare with the schema of the operation in the OpenAPI document.',
    ],
    mistakes: [
      'A misspelt field: unknown fields are refused rather than ignored.',
      'A number sent as a string.',
      'A horizon of 0, or past the limit.',
    ],
  },
  JSON_MALFORMED: {
    title: 'The body is not JSON',
    code: 'invalid-argument',
    happened:
      'The body could not be parsed as JSON (RFC 8259). `line` and `column` say where reading stopped.',
    fix: ['Correct the text at that place, or let a JSON library write it.'],
    mistakes: [
      '`NaN` or `Infinity` as a value: JSON has no such numbers. Leave the point out.',
      'A trailing comma, single quotes, or a comment.',
      'A body cut off in transit: compare its length with `Content-Length`.',
    ],
  },
  JSON_TOO_COMPLEX: {
    title: 'The JSON nests or branches further than any request does',
    code: 'invalid-argument',
    happened:
      'The body was not parsed: it nests deeper than `depthMax`, has more than `keysPerObjectMax` fields in one object, or more than `containersMax` objects and lists in all.',
    fix: ['Send what the schema of the operation shows, and many points in several requests.'],
    mistakes: ['A list wrapped once more by each library that it passes.'],
  },
  BODY_NOT_UTF8: {
    title: 'The body is not UTF-8 text',
    code: 'invalid-argument',
    happened: 'The body holds bytes that are not UTF-8.',
    fix: ['Encode the body as UTF-8 and send it again.'],
    mistakes: ['A CSV exported by a spreadsheet in a Windows code page.'],
  },
  BODY_ENCODING_INVALID: {
    title: 'The body does not decode',
    code: 'invalid-argument',
    happened: 'The body is not what its `Content-Encoding` header says.',
    fix: ['Compress the body with the coding that the header names, or send it plain without the header.'],
    mistakes: ['A client that sets the header but does not compress.', 'A body that was compressed twice.'],
  },
  BODY_TOO_LARGE: {
    title: 'The body is too large',
    code: 'invalid-argument',
    status: 413,
    happened: 'The body is larger than `bodyBytesMax` bytes, counted after decompression.',
    fix: [
      'Send the points in several requests. Sending the same point twice does no harm.',
      'Operations that take no series take a megabyte.',
    ],
  },
  MEDIA_TYPE_UNSUPPORTED: {
    title: 'The content type is not understood here',
    code: 'invalid-argument',
    status: 415,
    happened: 'The `Content-Type` header is missing or names a type that this operation does not take.',
    fix: ['Send one of the types in `accepted` and name it in `Content-Type`.'],
    mistakes: ['`curl --data` without `--header "Content-Type: application/json"`, which says form data.'],
  },
  CONTENT_ENCODING_UNSUPPORTED: {
    title: 'The content coding is not understood here',
    code: 'invalid-argument',
    status: 415,
    happened: 'The `Content-Encoding` header names a coding that this API does not undo.',
    fix: ['Use one of the codings in `accepted`, or send the body plain.'],
  },
  URL_TOO_LONG: {
    title: 'The address is too long',
    code: 'invalid-argument',
    status: 414,
    happened: 'The path and query are longer than `urlLengthMax` characters. Nothing was looked at.',
    fix: ['Leave filters out, or ask for less at a time.'],
    mistakes: ['Points or a body in the query.'],
  },
  ROUTE_NOT_FOUND: {
    title: 'There is nothing at this path',
    code: 'not-found',
    happened: 'No operation of this API has this path.',
    fix: ['Look the path up in the OpenAPI document. Paths start with `/v1` and do not end with a slash.'],
    mistakes: ['A path variable that is empty.', 'A trailing slash.'],
  },
  METHOD_NOT_ALLOWED: {
    title: 'The path does not take this method',
    code: 'invalid-argument',
    status: 405,
    happened: 'The path exists, but not for this method.',
    fix: ['Use one of the methods in the `Allow` header.'],
    mistakes: ['`PUT` to change a resource: changes are `PATCH` with a JSON merge patch.'],
  },
  RESOURCE_CHANGED: {
    title: 'The resource is not the one that was expected',
    code: 'failed-precondition',
    status: 412,
    happened:
      'The request was to change a resource only as it was when the caller read it (`If-Match`). It has changed since, as `etag` shows. Nothing was done.',
    fix: ['Read the resource again, look at what has changed, and send the change with its new `ETag`.'],
    mistakes: [
      'A weak tag (`W/"…"`): `If-Match` takes strong ones only.',
      'The `ETag` of a forecast job from before its last run: `status` is part of what is read.',
    ],
  },
  PAGE_TOKEN_INVALID: {
    title: 'The page token is not one of ours',
    code: 'invalid-argument',
    happened: 'The `pageToken` was not made by this list, or was changed on the way.',
    fix: [
      'Pass `nextPageToken` of the previous answer unchanged, with the same filters; or start without one.',
    ],
    mistakes: ['A token that was not URL-encoded, or cut off.', 'A token of another list.'],
  },
} as const satisfies Readonly<Record<string, ProblemType>>;
