import fc from 'fast-check'
import { checkBlocks, checkText } from 'local-slack/blocks'
import { expect, test } from 'vitest'
import { harm, hostileText, objects, ownMarkUp, stringsIn } from '../message/hostile.ts'
import { runs } from '../runs.ts'
import { mainlyHttp, type Scene, startScene } from './scene.ts'

type Json = Readonly<Record<string, unknown>>

const MARKUP = [
  ...['<!channel>', '<!here|x>', '<@U03MARC>', '<#C0OPS|ops>', '<!subteam^S0OPERATORS>', '<https://evil.example|prod>'],
  ...['https://evil.example', '@here', '@channel', ':smile:', '*b*', '_i_', '~s~', '`c`', '```', '>q', '&lt;!here&gt;'],
  ...['\u202e', '\u200b', '\u2066', '\u0007', '\n> q'],
]
const nasty = fc
  .oneof(
    hostileText,
    fc.array(fc.constantFrom(...MARKUP), { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' ')),
  )
  .map((text) => text.replace(/[\ud800-\udfff]/g, '').slice(0, 120))

const isOurs = ownMarkUp('http://127\\.0\\.0\\.1:\\d+')

/** What in a posted message would act: a mention, a link, mark-up, an emoji. */
const acts = (blocks: unknown, users: readonly string[]): Json[] =>
  objects(blocks).filter((one) => {
    if (one.type === 'mrkdwn') return !isOurs(String(one.text))
    if (one.type === 'plain_text') return one.emoji !== false
    if (one.type === 'user') return !users.includes(String(one.user_id))
    if (['channel', 'usergroup', 'broadcast', 'link', 'emoji'].includes(String(one.type))) return true
    return 'url' in one
  })

/** Everything that was posted, edited, whispered or opened is checked. */
const harmless = ({ slack }: Scene, from: number): void => {
  const people = [slack.users.ana ?? '', slack.users.marc ?? '']
  for (const { method, args, answered } of slack.calls.slice(from)) {
    const shown = method === 'views.open' ? (args.view as Json) : args
    if (shown.blocks === undefined) continue
    expect(answered, method).toBe('ok')
    expect(acts(shown.blocks, people)).toEqual([])
    if (typeof shown.text === 'string') {
      expect([...checkText(shown.text), ...checkBlocks(shown.blocks as never)]).toEqual([])
      expect(shown.text).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)|\n/)
      expect(args.parse ?? args.link_names ?? args.mrkdwn).toBeUndefined()
      expect([args.unfurl_links, args.unfurl_media].map(String)).toEqual(['false', 'false'])
    }
    for (const one of stringsIn([shown.blocks, shown.text ?? '']))
      expect(harm(one.replaceAll('\n', ' '))).toBeUndefined()
  }
}

mainlyHttp((engine) => {
  test('names, lines, reasons and errors are shown and never acted on', async () => {
    const scene = await startScene(engine)
    const { type, press, submit, slack, rudder, rule, last, whispered, pass } = scene
    const ssh = rule('SSH hardening')
    const cis = rudder.state.rules.filter(({ displayName }) => displayName.startsWith('CIS'))
    const samples = fc.sample(fc.tuple(nasty, nasty, nasty), { numRuns: runs(3, 6), seed: 7 })
    for (const [name, words, reason] of samples) {
      const from = slack.calls.length
      ssh.displayName = `${name} SSH`
      ssh.shortDescription = words
      for (const [at, one] of cis.entries()) one.displayName = `CIS ${words} ${at}`
      await type('ana', 'ops', `/rudder ${words}`)
      await type('ana', 'ops', `@coxswain ${words}`)
      await type('ana', 'ops', `/rudder rule show ${ssh.id}`)
      await type('ana', 'ops', '/rudder rules ssh')
      await type('ana', 'ops', '/rudder rule disable CIS')
      rudder.state.settings.mandatory_change_message = true
      await type('ana', 'ops', `/rudder rule disable ${ssh.id}`)
      await press('ana', whispered('ana', 'ops').at(-1) ?? last('ops'), 'form')
      const isTaken = await submit('ana', { 'Why is this change needed?': `${reason} reason` }).then(
        () => slack.view('ana')?.errors === undefined,
        () => false,
      )
      rudder.state.settings.mandatory_change_message = false
      expect(scene.world.lines.filter(({ level }) => level === 'error')).toEqual([])
      if (isTaken) await press('marc', last('ops'), 'confirm')
      ssh.enabled = true
      await type('ana', 'ops', `/cox lock ${words}`)
      harmless(scene, from)
      scene.world.leap(60_000)
    }
    await pass(2 * 60 * 60_000)
    harmless(scene, 0)
    expect(slack.calls.length).toBeGreaterThan(10 * samples.length)
    expect(scene.world.lines.filter(({ event }) => ['bug', 'outbox.plain', 'outbox.render'].includes(event))).toEqual(
      [],
    )
  })

  test('a NUL, which PostgreSQL stores in no text, is as any other character in a line and a reason', async () => {
    const { type, press, submit, slack, rudder, last, whispered, world, rule } = await startScene(engine)
    await type('ana', 'ops', '/rudder rules s\0sh')
    await type('ana', slack.direct('ana'), 'rudder rules s\0sh')
    await type('ana', 'ops', '@coxswain \0rudder rules')
    await type('ana', 'ops', '/rudder rule disable SSH hardening because of\0 a lockout')
    await press('ana', last('ops'), 'cancel')
    rudder.state.settings.mandatory_change_message = true
    await type('ana', 'ops', '/rudder rule disable SSH hardening')
    await press('ana', whispered('ana', 'ops').at(-1) ?? last('ops'), 'form')
    await submit('ana', { 'Why is this change needed?': 'of\0 a lockout' })
    await press('ana', last('ops'), 'confirm')
    expect(rule('SSH hardening').enabled).toBe(false)
    expect(world.lines.filter(({ level }) => level === 'error')).toEqual([])
  })
})
