import { describe, expect, test } from 'vitest'
import { fieldIn } from '../commands/setup.ts'
import { saidIn, startScene } from './setup.ts'
import { onSqlite } from './sqlite.ts'

onSqlite((engine) => {
  describe('what is done', () => {
    test.each([
      [
        'rudder rule disable SSH hardening',
        /^After new policies are generated, at their next run \(every 5 min\), the nodes stop/,
      ],
      ['rudder rule enable Fail2ban', /^After new policies are generated, at their next run/],
      ['rudder directive audit SSH settings', /^After new policies are generated/],
      ['rudder rule unassign SSH banner from SSH hardening', /^After new policies are generated/],
    ])('%s: only when nodes take it up is said once more', async (line, when) => {
      const { propose, confirm, shown } = await startScene(engine)
      const proposal = await propose(line)
      const asked =
        (await shown(proposal)).message.lists?.find(({ title }) => title === 'What will happen')?.items ?? []
      expect(asked.length).toBeGreaterThan(1)
      const { message } = await confirm(proposal)
      expect(message.tone).toBe('applied')
      expect(message.notes?.[0]).toMatch(when)
      expect(message.notes?.join(' ')).not.toMatch(/\b(will|may) |Other|other/)
      expect(asked).toContain(message.notes?.[0])
    })

    test('a new group: how many nodes fit it, and not that none is affected', async () => {
      const { propose, confirm } = await startScene(engine)
      const { message } = await confirm(await propose('rudder group create Web Paris matching web-*.paris1.acme.net'))
      expect(message.tone).toBe('applied')
      expect(fieldIn(message, 'Nodes')).toBeUndefined()
      expect(message.notes).toEqual(['48 of 400 nodes fit. Nodes that fit later join by themselves.'])
    })

    test('a node that is refused may come back, so nothing says that it cannot', async () => {
      const { ask, confirm } = await startScene(engine)
      const { message, proposal } = await ask('rudder node refuse web-190.lyon2.acme.net')
      expect(message.actions?.[0]).toMatchObject({ danger: true })
      expect(message.actions?.[0]?.dialog).toBeUndefined()
      expect(saidIn(message)).not.toMatch(/cannot be (undone|brought back)/)
      expect((await confirm(proposal)).message.notes).toEqual([
        'Rudder drops its inventory. It waits again when its agent sends a new one.',
      ])
    })

    test('an undo that two people approve names both', async () => {
      const { propose, confirm, undo } = await startScene(engine)
      const done = await confirm(await propose('rudder rule disable NTP client'), 'marc')
      const both = 'ana@acme.example, marc@acme.example'
      expect(fieldIn(done.message, 'Approved by')).toBe(both)
      const back = await undo(done.proposal)
      const undone = await confirm(back.proposal, 'marc')
      expect(undone.message.tone).toBe('applied')
      expect(fieldIn(undone.message, 'Approved by')).toBe(both)
    })
  })
})
