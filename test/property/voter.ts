import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { confirm } from '../../src/run/confirm.ts'
import { operator } from './ballot.ts'
import { openBooth } from './booth.ts'

// A replica of its own process: says `ready`, and for each line with a proposal five people confirm at once.
const { values } = parseArgs({
  options: {
    ballot: { type: 'string' },
    database: { type: 'string' },
    people: { type: 'string' },
  },
})
const app = await openBooth(JSON.parse(values.ballot ?? ''), JSON.parse(values.database ?? ''), (text) =>
  process.stderr.write(`${text}\n`),
)
const people = (JSON.parse(values.people ?? '[]') as number[]).map(operator)
process.stdout.write('ready\n')
for await (const proposal of createInterface(process.stdin)) {
  const replies = await Promise.all(people.map((principal) => confirm(app.context, { proposal, principal })))
  const told = replies.map(({ ending, message: { tone, title } }) => ({ ending, tone, title }))
  process.stdout.write(`${JSON.stringify(told)}\n`)
}
await app.close()
