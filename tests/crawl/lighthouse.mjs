// Looks at pages with Lighthouse as it is set by default: a slow phone, simulated, nothing in its cache. Each page is
// looked at three times, in turn with the others; what comes out is the median, for one run on a busy machine says little.
// Takes {chrome, folder, flags, pages: [{name, url, cookie}]} as JSON, and prints what it found as JSON.
import {launch} from 'chrome-launcher';
import lighthouse from 'lighthouse';

const TIMES = 3;
const {chrome, folder, flags, pages} = JSON.parse(process.argv[2]);
const browser = await launch({chromePath: chrome, chromeFlags: flags, userDataDir: folder, logLevel: 'silent'});
const looks = pages.map(() => []);
for (let time = 0; time < TIMES; time++) {
  for (const [number, {url, cookie}] of pages.entries()) {
    const {lhr} = await lighthouse(url, {
      port: browser.port,
      logLevel: 'silent',
      onlyCategories: ['performance', 'accessibility', 'best-practices'],
      extraHeaders: cookie ? {Cookie: cookie} : undefined,
    });
    looks[number].push(lhr);
  }
}
await browser.kill();

const middle = figures => figures.toSorted((one, other) => one - other)[Math.floor(TIMES / 2)];
const missed = lhr => Object.values(lhr.categories).flatMap(category => category.auditRefs)
  .filter(({id, weight}) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 1).map(({id}) => id);

console.log(JSON.stringify(pages.map(({name}, number) => {
  const all = looks[number];
  const score = category => Math.round(100 * middle(all.map(lhr => lhr.categories[category].score)));
  const figure = audit => middle(all.map(lhr => lhr.audits[audit].numericValue));
  return {
    name,
    performance: score('performance'),
    accessibility: score('accessibility'),
    practices: score('best-practices'),
    paint: figure('largest-contentful-paint') / 1000,
    blocked: figure('total-blocking-time'),
    shift: figure('cumulative-layout-shift'),
    missed: [...new Set(all.flatMap(missed))],
    warnings: [...new Set(all.flatMap(lhr => lhr.runWarnings))],
  };
})));
