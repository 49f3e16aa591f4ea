import { open } from 'play/terminal'
import { expect, onTestFinished, test } from 'vitest'
import { printCsv } from '../../src/cli/print-csv.ts'
import { typing } from './typing.ts'

const printed = async (line: string) => {
  const opened = await open('ana')
  onTestFinished(() => opened.close())
  const { terminal, said } = typing([], false)
  const written: string[] = []
  const write = async (text: string) => void written.push(text)
  const ending = await printCsv({ opened, terminal: { ...terminal, write } }, line)
  return { ending, said: said.join(''), written: written.join('') }
}

test('the whole table of an answer, also what one message does not show', async () => {
  const { ending, said, written } = await printed('rudder nodes')
  const lines = written.split('\r\n')
  expect([ending, lines.length, lines[0], lines.at(-1)]).toEqual(['done', 403, 'Node,State', ''])
  expect(new Set(lines).size).toBe(403)
  expect(written).not.toContain('\uFEFF')
  // What is to be known of the rows is beside them.
  expect(said).toContain('A node counts once, by its worst state.')
})

test.each([
  ['rudder compliance', 'usage', 'This answer has no table: '],
  ['rudder rule disable SSH hardening', 'usage', '--csv prints the table of an answer; a change has none.'],
  ['rudder nodes nowhere-at-all', 'usage', 'This answer has no table: None of the 401 nodes'],
])('%s has none, and nothing is printed but that', async (line, ending, words) => {
  const found = await printed(line)
  expect(found.ending).toBe(ending)
  expect(found.said).toContain(words)
  expect(found.written).toBe('')
})
