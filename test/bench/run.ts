import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { acks } from './acks.ts'
import { answer } from './answer.ts'
import { confirms } from './confirms.ts'
import { deliveries } from './deliveries.ts'
import { depth } from './depth.ts'
import type { Figure } from './figure.ts'
import { fleet } from './fleet.ts'
import { flooding } from './flood.ts'
import { commit, machine } from './machine.ts'
import type { Part } from './part.ts'
import { readersPart } from './readers.ts'
import { size } from './size.ts'
import { start } from './start.ts'
import { type Report, tableOf, withTable } from './table.ts'
import { tables } from './tables.ts'
import { watches } from './watches.ts'

/** Every part of the bench by the word that asks for it; a new one is a file of its own and a line here. */
const parts: Readonly<Record<string, Part>> = {
  acks,
  answer,
  start,
  confirms,
  deliver: deliveries,
  depth,
  fleet,
  flood: flooding,
  readers: readersPart,
  size,
  table: tables,
  watches,
}

const readme = fileURLToPath(new URL('../../README.md', import.meta.url))

const usage = `npm run bench [-- <part>…] [--quick] [--json] [--readme]; the parts are ${Object.keys(parts).join(', ')}`

const chosen = (words: readonly string[]): readonly (readonly [string, Part])[] => {
  const wrong = words.find((word) => !Object.hasOwn(parts, word))
  if (wrong !== undefined) throw new RangeError(`there is no part ${wrong}: ${usage}`)
  return Object.entries(parts).filter(([word]) => words.length === 0 || words.includes(word))
}

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean' }, quick: { type: 'boolean' }, readme: { type: 'boolean' } },
  allowPositionals: true,
})
const quick = values.quick ?? false
const figures: Figure[] = []
const begun = chosen(positionals)
for (const [word, part] of begun) {
  process.stderr.write(`${word} …\n`)
  figures.push(...(await part({ quick })))
}
const report: Report = { machine: machine(), commit: commit(), when: new Date().toISOString(), quick, figures }
process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : tableOf(report))
if (values.readme) {
  const document = withTable(readFileSync(readme, 'utf8'), tableOf(report))
  if (document === undefined)
    throw new Error('README.md has no place for the table: <!-- bench --> and <!-- /bench -->')
  writeFileSync(readme, document)
}
