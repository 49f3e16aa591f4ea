import { describe, expect, test } from 'vitest'
import { buttons, mainlyHttp, said, startScene } from './scene.ts'

const unsaid = { description: '', hint: '', completions: [] }
const line = '/rudder rule disable SSH hardening'

mainlyHttp((engine) => {
  describe('what is typed', () => {
    test('a mention in a channel, a mention in a thread, a direct message: answered where it was said', async () => {
      const { type, last, slack, press, rule } = await startScene(engine)
      await type('ana', 'ops', '@coxswain rudder compliance')
      const answer = last('ops')
      expect(answer.text).toContain('% compliant')
      expect(answer.thread_ts).toBeUndefined()
      await type('ana', 'ops', '@coxswain: /rudder rule disable SSH hardening', answer.ts)
      const proposal = last('ops')
      expect(proposal.thread_ts).toBe(answer.ts)
      await press('marc', proposal, 'confirm')
      expect(rule('SSH hardening').enabled).toBe(false)
      const direct = slack.direct('ana')
      await type('ana', direct, 'rudder compliance SSH hardening')
      expect(last(direct).text).toContain('SSH hardening')
      await type('ana', direct, 'hello there', last(direct).ts)
      expect(last(direct).thread_ts).toBeDefined()
      expect(slack.seen('ops').filter(({ user }) => user === slack.ids.botUser)).toHaveLength(2)
    })

    test('the bare word is a few private lines: what was asked lately, who grants the rest; help lists all commands', async () => {
      const { type, whispered, press, last, slack } = await startScene(engine)
      await type('rita', 'ops', '/rudder compliance')
      for (const [typed, says] of [
        ['/rudder', 'You may run'],
        ['/rudder help', 'What you can type'],
        ['/rudder ?', 'What you can type'],
        ['/rudder', 'You may run'],
      ] as const) {
        await type('rita', 'ops', typed)
        const help = whispered('rita', 'ops').at(-1)
        expect(help?.text, typed).toContain(says)
        expect(said(help ?? last('ops'))).toContain('rudder-operators')
        expect(said(help ?? last('ops'))).toContain('/rudder compliance')
        expect(help?.blocks?.length ?? 99).toBeLessThan(12)
      }
      expect(slack.seen('ops')).toHaveLength(1)
      const help = whispered('rita', 'ops').at(-1)
      await press('rita', help ?? last('ops'), 'next:0')
      expect(slack.seen('ops')).toHaveLength(2)
      expect(last('ops').text).toContain('% compliant')
    })

    test('who one is concerns that one; a lock concerns everybody', async () => {
      const { type, whispered, last, slack } = await startScene(engine)
      await type('ana', 'ops', '/cox whoami')
      expect(said(whispered('ana', 'ops').at(-1) ?? last('ops'))).toContain('ana@acme.example')
      expect(slack.seen('ops')).toEqual([])
      await type('marc', 'ops', '/cox lock rudder/prod because a storm')
      expect(last('ops').text).toContain('Locked: nothing is written on rudder/prod')
      expect(last('ops').onlyFor).toBeUndefined()
    })

    test('quietly: in the direct messages, with one line where it was asked; here: a private answer for everybody', async () => {
      const { type, whispered, last, slack } = await startScene(engine)
      await type('ana', 'ops', '/rudder compliance quietly')
      expect(slack.seen('ops')).toEqual([])
      expect(whispered('ana', 'ops').map(({ text }) => text)).toEqual(['Answered in your direct messages with me.'])
      expect(last(slack.direct('ana')).text).toContain('% compliant')
      await type('ana', 'ops', '/cox whoami here')
      expect(said(last('ops'))).toContain('ana@acme.example')
    })

    test('a name that fits several: each is a button, and a press asks about that one as whoever pressed', async () => {
      const { type, whispered, last, press, slack } = await startScene(engine)
      await type('ana', 'ops', '/rudder rule disable CIS')
      const choice = whispered('ana', 'ops').at(-1) ?? last('ops')
      expect(buttons(choice).slice(0, 2)).toEqual(['next:0', 'next:1'])
      await press('ana', choice, 'next:1')
      expect(buttons(last('ops'))).toContain('confirm')
      expect(said(last('ops'))).toContain('CIS')
      expect(slack.seen('ops')).toHaveLength(1)
    })

    test('a reason that Rudder wants: a button, a form, and then the proposal with it', async () => {
      const { type, whispered, last, press, submit, slack, rudder } = await startScene(engine)
      rudder.state.settings.mandatory_change_message = true
      await type('ana', 'ops', line)
      const wanted = whispered('ana', 'ops').at(-1) ?? last('ops')
      expect(buttons(wanted)).toEqual(['form'])
      await press('ana', wanted, 'form')
      expect(JSON.stringify(slack.view('ana')?.blocks)).toContain('/rudder rule disable SSH hardening')
      await submit('ana', { 'Why is this change needed?': 'lockout on the jump hosts' })
      expect(slack.view('ana')).toBeUndefined()
      expect(said(last('ops'))).toContain('lockout on the jump hosts')
      await press('ana', last('ops'), 'confirm')
      expect(JSON.stringify(rudder.requests.at(-1)) + JSON.stringify(rudder.requests)).toContain('lockout')
      expect(last('ops').text).toContain('Disabled')
    })

    test('another word and a prefix: the lines are read and shown with them', async () => {
      const { type, last, whispered } = await startScene(engine, {
        settings: (yaml) => `${yaml}\nslack:\n  word: bosun\n  prefix: stg-\n`,
        slack: { commands: ['/stg-rudder', '/stg-bosun'].map((command) => ({ command, ...unsaid })) },
      })
      await type('ana', 'ops', '/stg-rudder rule show SSH hardening')
      expect(said(last('ops'))).toContain('/stg-rudder rule show SSH hardening')
      await type('ana', 'ops', '/stg-bosun whoami')
      expect(whispered('ana', 'ops').at(-1)?.text).toContain('You are ana')
      await type('ana', 'ops', '@coxswain bosun whoami')
      expect(whispered('ana', 'ops').at(-1)?.text).toContain('You are ana')
      await type('ana', 'ops', '/stg-bosun help rudder')
      expect(said(whispered('ana', 'ops').at(-1) ?? last('ops'))).not.toMatch(/["`(> ]\/?rudder compliance/)
    })
  })
})
