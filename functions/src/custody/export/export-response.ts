import type { Export, ExportResponse } from '../../contracts/export.ts';

/** What is told of an export. */
export function exportResponse(exportId: string, stored: Export): ExportResponse {
  const { cursor: _, revision: __, failures: ___, ...told } = stored;
  return { exportId, ...told };
}
