import QRCode from 'qrcode';

/** The address a ticket's drawing leads to: the page of the code, which asks for nothing else. */
export function ticketAddress(origin: string, printedCode: string): string {
  return `${origin}/ticket/${printedCode}`;
}

/** The drawing of a ticket's address, as an SVG text; a quarter of it may be worn away. */
export function drawTicketQr(origin: string, printedCode: string): Promise<string> {
  return QRCode.toString(ticketAddress(origin, printedCode), { type: 'svg', errorCorrectionLevel: 'Q', margin: 1 });
}
