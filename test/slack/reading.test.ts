import type { Message } from 'local-slack'
import { describe, expect, test } from 'vitest'
import { growDmz, superviseDmz } from '../flow/setup.ts'
import { onSqlite } from '../flow/sqlite.ts'
import { buttons, said, startScene, type Way } from './scene.ts'

const line = '/rudder rule disable SSH hardening'

type Texts = { readonly text: string }

const headerOf = ({ blocks = [] }: Message) =>
  (blocks.find(({ type }) => type === 'header')?.text as Texts | undefined)?.text

const labelsOf = ({ blocks = [] }: Message) =>
  blocks
    .filter(({ type }) => type === 'actions')
    .flatMap(({ elements }) => (elements as readonly { readonly text: Texts }[]).map(({ text }) => text.text))

describe.each<Way>(['http', 'socket'])('%s', (way) =>
  onSqlite(({ fresh }) => {
    const engine = { fresh, way }
    test('a refusal has its first sentence in large letters, whom to ask below, and nothing twice', async () => {
      const { type, whispered, last } = await startScene(engine)
      await type('rita', 'ops', line)
      const refusal = whispered('rita', 'ops').at(-1) ?? last('ops')
      expect(headerOf(refusal)).toBe(
        '✗ Refused: You may read rules but not change rules on rudder/prod (needs rudder:rules:write).',
      )
      const blocks = JSON.stringify(refusal.blocks)
      expect(blocks.split('You may read rules')).toHaveLength(2)
      expect(blocks).toContain('Group rudder-operators has it; ask its owner marc@acme.example. Nothing was called.')
    })

    test('candidates are a question, and each button says the name that is meant', async () => {
      const { type, whispered, last } = await startScene(engine)
      await type('ana', 'ops', '/rudder compliance ssh')
      const question = whispered('ana', 'ops').at(-1) ?? last('ops')
      expect(headerOf(question)).toBe('? “ssh” could be 3 rules: choose one of those below.')
      expect(labelsOf(question).toSorted()).toEqual([
        'Show compliance of SSH banner everywhere',
        'Show compliance of SSH hardening',
        'Show compliance of SSH hardening (jump hosts)',
      ])
    })

    test('a proposal says who may confirm it, and names the failing nodes once', async () => {
      const { type, last } = await startScene(engine)
      await type('ana', 'ops', line)
      const shown = said(last('ops'))
      expect(shown).toContain('Needs 1 confirmation from rudder-operators.')
      expect(shown).toContain('19 in error')
      expect(shown).toMatch(/jump-01\.paris1\.acme\.net, .* and 13 more/)
    })

    test('who asked is told that the own confirmation does not suffice', async () => {
      const { type, press, last, whispered, rudder } = await startScene(engine)
      growDmz(rudder, 120)
      await type('ana', 'ops', line)
      await press('ana', last('ops'), 'confirm')
      expect(whispered('ana', 'ops').at(-1)?.text).toContain('You have approved it.')
    })

    test('what is stale says what is different now', async () => {
      const { type, press, last, now, rule } = await startScene(engine)
      await type('ana', 'ops', line)
      const old = last('ops')
      rule('SSH hardening').directives.pop()
      await press('ana', old, 'confirm')
      expect(said(now(old))).toContain('What is different now')
      expect(said(now(old))).toContain('2 of its 2 directives are in no other enabled rule: SSH settings, SSH banner.')
    })

    test('the way back is said to be one', async () => {
      const { type, press, last, now } = await startScene(engine)
      await type('ana', 'ops', line)
      const proposal = last('ops')
      await press('ana', proposal, 'confirm')
      await press('ana', now(proposal), 'undo')
      expect(said(last('ops'))).toContain(': Undo of ')
      expect(said(now(proposal))).not.toContain('Undo of')
    })

    test('of what must be validated first nobody is reminded', async () => {
      const { type, last, rudder } = await startScene(engine)
      superviseDmz(rudder)
      await type('ana', 'ops', line)
      expect(buttons(last('ops'))).toEqual(['confirm', 'cancel'])
    })
  }),
)
