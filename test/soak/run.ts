import { parseArgs } from 'node:util'
import { soak } from './soak.ts'
import { verdictTable } from './verdict.ts'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '20' },
    seed: { type: 'string' },
    'per-second': { type: 'string', default: '2' },
  },
})
const minutes = Number(values.minutes)
const perSecond = Number(values['per-second'])
const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed)
if (!(minutes > 0) || !(perSecond > 0) || !Number.isInteger(seed))
  throw new RangeError('npm run soak [-- --minutes 20] [--seed 7] [--per-second 2]')
process.stdout.write(`Soak of ${minutes} min, seed ${seed}, ${perSecond} deeds a second, two replicas on PostgreSQL.\n`)
const { verdicts, notes } = await soak({
  minutes,
  seed,
  perSecond,
  say: (line) => void process.stderr.write(`${line}\n`),
})
process.stdout.write(`\n${notes.join('\n')}\n\n${verdictTable(verdicts)}\n`)
process.exitCode = verdicts.every(({ wrong }) => wrong.length === 0) ? 0 : 1
