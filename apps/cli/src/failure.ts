/** Something that a person can mend, in one sentence; the process exits with 1. */
export class Failure extends Error {
  override readonly name = 'Failure';
}

interface SystemError extends Error {
  readonly code?: string;
  readonly port?: number;
  readonly path?: string;
}

/** The sentence for what went wrong at start. Errors of our own already are sentences. */
export function sentenceOf(error: unknown): string {
  const { code, port, path, message } = error as SystemError;
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use: stop what listens there, or set PUBLIC_PORT or STAFF_PORT.`;
  if (code === 'EADDRNOTAVAIL') return 'This machine has no such address: set SUNLIT_HOST to one of its own.';
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM')
    return path
      ? `${path} cannot be written: set SUNLIT_DATA_DIR to a folder of yours.`
      : `Permission denied: ${message}`;
  if (code === 'ENOTDIR' || code === 'EEXIST') return `${path} is not a folder: set SUNLIT_DATA_DIR to one.`;
  if (code === 'ENOSPC') return 'The disk is full.';
  return message ?? String(error);
}
