import { describe, expect, test } from 'vitest'
import { draft } from '../../src/run/draft.ts'
import { intentOf, type WriteCommand } from '../../src/run/intent.ts'
import { startScene } from '../flow/setup.ts'
import { onSqlite } from '../flow/sqlite.ts'

onSqlite((engine) => {
  describe('a command that does not keep its promises is a bug, and nothing is proposed', () => {
    test.for<[string, Partial<WriteCommand>, string]>([
      ['sends a field that it does not declare', { sends: ['displayName'] }, 'would send enabled, which it does not'],
      ['declares no field at all', { sends: [] }, 'would send enabled, which it does not declare'],
      ['writes by a read', { writes: 'rule' }, 'rule is not a write operation of rudder'],
    ])('one that %s', async ([, change, why]) => {
      const { propose, row, context } = await startScene(engine)
      const intent = await intentOf(context, await row(await propose('rudder rule disable SSH hardening')))
      await expect(draft(intent, context)).resolves.toMatchObject({ call: { body: { enabled: false } } })
      const broken = { ...intent.command, ...change } as WriteCommand
      await expect(draft({ ...intent, command: broken }, context)).rejects.toThrow(why)
    })

    test('one that plans for another state than it looked at', async () => {
      const { propose, row, context } = await startScene(engine)
      const intent = await intentOf(context, await row(await propose('rudder rule disable SSH hardening')))
      const plan: WriteCommand['plan'] = async (asked) => ({
        ...(await intent.command.plan(asked)),
        before: { enabled: false },
      })
      const broken = { ...intent.command, plan } as WriteCommand
      await expect(draft({ ...intent, command: broken }, context)).rejects.toThrow('plans for another state')
    })
  })
})
