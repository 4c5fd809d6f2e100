import { chromium } from 'playwright';

/** Prints one of our own pages in a browser without a window: tagged, outlined, paged by the page's own style. Nothing is fetched and no script runs. */
export async function printPdf(html: string, browser: string): Promise<Buffer> {
  // The library would end the whole program on a signal, before it has closed its case.
  const running = await chromium.launch({ executablePath: browser, chromiumSandbox: process.getuid?.() !== 0, handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false });
  try {
    const context = await running.newContext({ javaScriptEnabled: false, offline: true });
    await context.route(
      () => true,
      (route) => route.abort('blockedbyclient'),
    );
    const page = await context.newPage();
    await page.setContent(html, { waitUntil: 'load' });
    return await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true });
  } finally {
    await running.close();
  }
}
