import { describe, expect, test } from 'vitest'
import { textOf } from '../bot.ts'
import { startScene } from './setup.ts'
import { onSqlite } from './sqlite.ts'

const long = 'x'.repeat(10_000)

/** Refused as they stand: nothing is asked of Rudder. */
const unread: readonly (readonly [line: string, says: RegExp])[] = [
  ['frobnicate', /^There is no “frobnicate”\. “\/cox help” lists what there is\.$/],
  ['rudder complience', /Did you mean “\/rudder compliance”\?/],
  ['rudder rule disable', /^Which rule\?/],
  ['rudder rule disable SSH hardening because', /^Say why after “because”/],
  ['rudder rule disable SSH hardening --frob', /^There is no --frob/],
  ['rudder rule disable "SSH', /^The quote at “"SSH” is not closed/],
  [`rudder rule disable ${long}`, /^That is 10,020 characters; a command has at most 4,000\.$/],
  [`rudder node ${long.slice(0, 300)}`, /^The name of the node is 300 characters long; 200 are the most\.$/],
  ['rudder rule disable a\u0000b', /invisible character ⟨U\+0000⟩/],
  ['rudder rule disable a\u001b[31mb', /invisible character ⟨U\+001B⟩/],
  ['rudder rule disable x\r\nHost: evil', /line break ⟨U\+000D⟩/],
  ['rudder node x\ny', /line break ⟨U\+000A⟩/],
  ['rudder rule Time\u034fzone policy', /invisible character ⟨U\+034F⟩/],
  ['rudder rule disable Invoices \u202egnp.exe', /invisible character ⟨U\+202E⟩/],
  ...['..', '.', '../groups', '%2e%2e', 'a%2Fb', '..%5cgroups', 'a/../b'].map(
    (name) => [`rudder rule disable ${name}`, /reads like a path, not like the name of a rule/] as const,
  ),
  ['rudder node ..', /reads like a path, not like the name of a node/],
  ['rudder compliance %2e%2e', /reads like a path/],
]

/** Compared with the names that there are, and found nowhere. */
const compared: readonly (readonly [line: string, typed: string, says: RegExp])[] = [
  ['rudder rule disable a/b', 'a/b', /^No rule is called “a\/b”/],
  ['rudder rule disable a?b=c', 'a?b=c', /^No rule is called “a\?b=c”/],
  ['rudder node a/b?x#y', 'a/b', /^No node is called “a\/b\?x#y”/],
  ['rudder rule disable nonsense', 'nonsense', /^No rule is called “nonsense”.* “\/rudder rules” lists them\.$/],
  ['rudder rule disble SSH hardening', 'disble', /^No rule is called “disble SSH hardening”\. Did you mean/],
  ['rudder rule disable SSH', 'SSH', /^“SSH” could be 3 rules: choose one of those below\.$/],
  ['rudder node web', 'web', /^“web” could be 153 nodes: type more of the name/],
  ['rudder rule 🚲', '🚲', /^No rule is called “🚲”/],
]

/** Names that exist and look dangerous: what is typed is taken as it is. */
const found: readonly (readonly [line: string, name: string])[] = [
  ['rudder rule disable SSH hardening', 'SSH hardening'],
  ['rudder rule disable SSH hardening (jump hosts)', 'SSH hardening (jump hosts)'],
  ['rudder rule disable enable ssh', 'enable ssh'],
  ['rudder rule disable <!channel> urgent patching', '<!channel> urgent patching'],
  ['rudder rule disable Backups 🛟 "nightly"', 'Backups 🛟 "nightly"'],
  ['rudder rule disable \'Backups 🛟 "nightly"\'', 'Backups 🛟 "nightly"'],
  ['rudder rule disable סריקת אבטחה', 'סריקת אבטחה'],
  ['rudder rule disable “Reboot because kernel”', 'Reboot because kernel'],
  ['rudder rule disable Invoices', 'Invoices \u202egnp.exe'],
  ['rudder rule disable Time', 'Time\u200bzone policy'],
]

onSqlite((engine) => {
  describe('what people type', () => {
    test('is refused with a sentence before anything is asked of Rudder', async () => {
      const { ask, play } = await startScene(engine)
      for (const [line, says] of unread) {
        const { ending, message, proposal } = await ask(line)
        expect([ending, message.tone, proposal], line).toEqual(['usage', 'error', undefined])
        expect(message.title).toMatch(says)
        expect(message.title.length).toBeLessThan(300)
      }
      expect([...play.rudder.prod.requests, ...play.rudder.staging.requests]).toEqual([])
    })

    test('is compared with the names that there are, and is in no address', async () => {
      const { ask, rudder } = await startScene(engine)
      for (const [line, typed, says] of compared) {
        const { ending, message } = await ask(line)
        expect([ending, message.tone], line).toEqual(['usage', 'error'])
        expect(message.title).toMatch(says)
        for (const { path } of rudder.requests) {
          expect(path).not.toContain(typed)
          expect(decodeURIComponent(path)).not.toContain(typed)
        }
      }
      expect(rudder.writes()).toEqual([])
    })

    test('is a name that exists, however it looks: the plan is about that rule and no other', async () => {
      const { ask, row } = await startScene(engine)
      for (const [line, name] of found) {
        const { message, proposal } = await ask(line)
        expect(message.tone, line).toBe('waiting')
        expect((JSON.parse((await row(proposal ?? '')).args) as { rule: { name: string } }).rule.name).toBe(name)
      }
    })

    test('what it offers instead can be typed, and means one thing', async () => {
      const { ask } = await startScene(engine)
      for (const line of ['rudder rule disable SSH', 'rudder rule disble SSH hardening', 'rudder node web']) {
        const { message } = await ask(line)
        expect(message.next?.length).toBeGreaterThan(1)
        for (const offered of message.next ?? [])
          expect(['done', 'not confirmed'], offered).toContain((await ask(offered)).ending)
      }
    })

    test('an answer about a hostile name offers only what can be typed', async () => {
      const { ask } = await startScene(engine)
      for (const line of ['rudder rule Time', 'rudder rule Invoices', 'rudder rule Backups', 'rudder rule *bold*']) {
        const { message, ending } = await ask(line)
        expect(ending).toBe('done')
        for (const offered of message.next ?? [])
          expect(['done', 'not confirmed'], offered).toContain((await ask(offered)).ending)
      }
    })

    test('nothing that is typed comes back as anything but text', async () => {
      const { ask } = await startScene(engine)
      const { message } = await ask('rudder rule disable *bold* <https://evil.example|x>')
      expect(message.title).toContain('“*bold* <https://evil.example|x>”')
      expect(textOf(message)).not.toContain('"link"')
    })
  })
})
