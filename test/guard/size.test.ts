import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { type Source, sources, sourcesOfPackages } from './source.ts'

const most = 300
const vague = /^(utils?|helpers?|common|types?|misc|shared|lib|index2?)$/
const lines = ({ text }: Source) => text.split('\n').length - (text.endsWith('\n') ? 1 : 0)

/** Files that are too long, and names that say nothing; `index.ts` is the door of a folder and nothing else. */
const check = (files: readonly Source[]) =>
  files.flatMap((file) => {
    const name = basename(file.path, '.ts')
    const folders = file.path.split('/').slice(0, -1)
    const isDoor = name === 'index' && lines(file) <= 30
    return [
      ...(lines(file) > most ? [`${file.path}: ${lines(file)} lines, over ${most}`] : []),
      ...(vague.test(name) && !isDoor ? [`${file.path}: the name says nothing`] : []),
      // test/types/ holds the tests of our types.
      ...(folders.some((folder) => vague.test(folder)) && !file.path.startsWith('test/types/')
        ? [`${file.path}: the name of its folder says nothing`]
        : []),
    ]
  })

const median = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

test('no file is over 300 lines, and each name says what is in it', () => {
  const all = sources('src', 'commands', 'packages', 'test')
  const isTest = ({ path }: Source) => /^(packages\/[^/]+\/)?test\//.test(path)
  const ours = all.filter((file) => !isTest(file))
  const [source, tests] = [ours, all.filter(isTest)].map((files) => files.map(lines))
  const sum = (numbers: readonly number[] = []) => numbers.reduce((a, b) => a + b, 0)
  console.log(
    `${ours.length} files of source, median ${median(source ?? [])} lines, ${sum(source)} in all; ` +
      `tests ${(sum(tests) / sum(source)).toFixed(2)} times that`,
  )
  expect(check(all)).toEqual([])
})

test('the median file is near 60 lines', () => {
  expect(median([...sources('src', 'commands'), ...sourcesOfPackages()].map(lines))).toBeLessThanOrEqual(75)
})

test('each of these would be found', () => {
  const text = 'a\n'
  expect(check([{ path: 'src/run/ask.ts', text: text.repeat(300) }])).toEqual([])
  expect(check([{ path: 'src/run/ask.ts', text: text.repeat(301) }])).toEqual(['src/run/ask.ts: 301 lines, over 300'])
  for (const name of ['utils', 'util', 'helpers', 'common', 'types']) {
    expect(check([{ path: `src/run/${name}.ts`, text }])).toEqual([`src/run/${name}.ts: the name says nothing`])
    expect(check([{ path: `src/${name}/ask.ts`, text }])).toHaveLength(1)
  }
  expect(check([{ path: 'src/systems/rudder/index.ts', text: text.repeat(31) }])).toHaveLength(1)
})
