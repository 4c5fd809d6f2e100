import { BrowserWindow, session } from 'electron';

const scheme = 'proofline-print';
let printed = 0;

/** (E) Prints one of our own pages: tagged, outlined, paged by the page's own style. No script, no preload, and a session of its own that answers nothing but this page. */
export async function printPdf(html: string): Promise<Uint8Array> {
  printed += 1;
  const partition = `${scheme}-${printed}`;
  const pages = session.fromPartition(partition);
  pages.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !details.url.startsWith(`${scheme}:`) }));
  pages.protocol.handle(scheme, () => new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } }));
  const window = new BrowserWindow({ show: false, webPreferences: { partition, javascript: false, sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true } });
  try {
    await window.loadURL(`${scheme}://page/`);
    return await window.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true, generateTaggedPDF: true, generateDocumentOutline: true });
  } finally {
    window.destroy();
  }
}
