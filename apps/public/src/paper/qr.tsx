import QRCode from 'qrcode';

/** A QR code of an address as one drawing, black on white with the quiet border that cameras need. */
export function Qr({ address, label }: { address: string; label: string }) {
  const { size, data } = QRCode.create(address, { errorCorrectionLevel: 'M' }).modules;
  const side = size + 2 * border;
  return (
    <svg
      className="sl-qr"
      viewBox={`0 0 ${side} ${side}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <rect width={side} height={side} fill="#fff" />
      <path fill="#000" d={runs(data, size)} />
    </svg>
  );
}

const border = 4;

/** Each run of dark squares of a row as one rectangle. */
function runs(data: Uint8Array, size: number): string {
  let path = '';
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size;) {
      if (!data[y * size + x]) {
        x++;
        continue;
      }
      const from = x;
      while (x < size && data[y * size + x]) x++;
      path += `M${from + border} ${y + border}h${x - from}v1h-${x - from}z`;
    }
  return path;
}
