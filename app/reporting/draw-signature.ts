import QRCode from 'qrcode';

/** The drawing of a report's signature: its identifier and the whole hash, to be compared with the register's. */
export function drawSignature(reportId: string, hash: string): Promise<string> {
  const words = `passerelle-report ${reportId} sha256:${hash}`;
  return QRCode.toString(words, { type: 'svg', errorCorrectionLevel: 'M', margin: 1 });
}
