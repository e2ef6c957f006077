import QRCode from 'qrcode';

/** The drawing of a voucher's code, as an SVG text: the code alone, so that it is in no address and no log. */
export function drawVoucherQr(printedCode: string): Promise<string> {
  return QRCode.toString(printedCode, { type: 'svg', errorCorrectionLevel: 'M', margin: 0 });
}
