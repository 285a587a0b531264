/** Why bytes are not the text of a sheet: a Chinese sentence. */
export class NotText extends Error {
  override readonly name = 'NotText';
}

/**
 * The text of a CSV file: UTF-8 with or without a byte order mark, else GB18030, which holds GBK and GB 2312.
 * New lines come out as `\n`. Throws `NotText`.
 */
export function decode(bytes: Uint8Array): string {
  if (begins(bytes, 0x50, 0x4b, 0x03, 0x04)) throw new NotText('这是 Excel 工作簿，请另存为 CSV（逗号分隔）');
  if (begins(bytes, 0xff, 0xfe) || begins(bytes, 0xfe, 0xff))
    throw new NotText('这是 UTF-16 编码的文本，请另存为 UTF-8 或 GBK 编码的 CSV（逗号分隔）');
  const text = decoded('utf-8', bytes) ?? decoded('gb18030', bytes);
  if (text === null) throw new NotText('既不是 UTF-8 编码，也不是 GBK 编码');
  return text.replace(/\r\n?/g, '\n');
}

const begins = (bytes: Uint8Array, ...head: number[]): boolean => head.every((byte, i) => bytes[i] === byte);

function decoded(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
