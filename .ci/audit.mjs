// Asks the registry for known weaknesses of what production installs; fails on one that docs/dependencies.md does not explain.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { encoding: 'utf8', maxBuffer: 2 ** 26 })
let report
try {
  report = JSON.parse(stdout)
} catch {
  report = {}
}
if (report.auditReportVersion === undefined) {
  console.error(
    `npm audit: NOT asked, the registry did not answer it (${report.message ?? report.error?.summary ?? 'no words'}).`,
  )
  // Where a release is made, not to know is not enough.
  process.exit(process.argv.includes('--must-answer') ? 1 : 0)
}
const [, explained = ''] = /^## Explained$(.*?)^## /ms.exec(readFileSync('docs/dependencies.md', 'utf8')) ?? []
const found = Object.values(report.vulnerabilities ?? {}).flatMap(({ name, via }) =>
  via.filter((one) => typeof one === 'object').map(({ title, url }) => ({ name, title, id: url.split('/').at(-1) })),
)
const open = found.filter(({ id }) => !explained.includes(id))
for (const { name, title, id } of open) console.error(`npm audit: ${name}: ${title} (${id})`)
console.log(
  `npm audit: ${found.length} known weaknesses, ${found.length - open.length} of them explained in docs/dependencies.md.`,
)
process.exit(open.length > 0 ? 1 : 0)
