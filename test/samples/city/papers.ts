import { createHash } from 'node:crypto';

/** A file of `documents/`. */
export interface PaperFile {
  readonly file: string;
  readonly bytes: Buffer;
  readonly sha256: string;
}

/** A page of A4 that says its title and that it is invented. The letters are of a font that readers bring along. */
export function pdf(title: string): Buffer {
  const text = [
    'BT',
    `/F1 18 Tf 60 740 Td <${hex(title)}> Tj`,
    `/F1 12 Tf 0 -40 Td <${hex('示例数据：单位、人员与文件均为虚构')}> Tj`,
    'ET',
  ].join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 7 0 R /DW 1000 >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const at = body.length;
    body += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const end = body.length;
  const count = objects.length + 1;
  body += `xref\n0 ${count}\n0000000000 65535 f \n${offsets.join('')}`;
  body += `trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${end}\n%%EOF\n`;
  return Buffer.from(body, 'ascii');
}

const hex = (text: string): string =>
  [...text].map((letter) => letter.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')).join('');

export function paperOf(title: string): PaperFile {
  const bytes = pdf(title);
  return { file: `${title}.pdf`, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}
