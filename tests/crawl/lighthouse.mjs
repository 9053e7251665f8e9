// Looks at pages with Lighthouse as it is set by default: a slow phone, simulated, nothing in its cache.
// Takes {chrome, folder, flags, pages: [{name, url, cookie}]} as JSON, and prints what it found as JSON.
import {launch} from 'chrome-launcher';
import lighthouse from 'lighthouse';

const {chrome, folder, flags, pages} = JSON.parse(process.argv[2]);
const browser = await launch({chromePath: chrome, chromeFlags: flags, userDataDir: folder, logLevel: 'silent'});
const found = [];
for (const {name, url, cookie} of pages) {
  const {lhr} = await lighthouse(url, {
    port: browser.port,
    logLevel: 'silent',
    onlyCategories: ['performance', 'accessibility', 'best-practices'],
    extraHeaders: cookie ? {Cookie: cookie} : undefined,
  });
  const score = category => Math.round(lhr.categories[category].score * 100);
  const figure = audit => lhr.audits[audit].numericValue;
  found.push({
    name,
    performance: score('performance'),
    accessibility: score('accessibility'),
    practices: score('best-practices'),
    paint: figure('largest-contentful-paint') / 1000,
    blocked: figure('total-blocking-time'),
    shift: figure('cumulative-layout-shift'),
    missed: Object.values(lhr.categories).flatMap(category => category.auditRefs)
      .filter(({id, weight}) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 1).map(({id}) => id),
    warnings: lhr.runWarnings,
  });
}
await browser.kill();
console.log(JSON.stringify(found));
