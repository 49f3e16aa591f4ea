import { expect, test } from 'vitest'
import type { Form } from '../../src/form.ts'
import { forget } from '../../src/store/forget.ts'
import { formsMs, getForm, insertForm } from '../../src/store/forms.ts'
import { eachEngine } from './engines.ts'

const form: Form = {
  title: 'Values',
  button: 'Enter values',
  fields: [{ name: 'x', title: 'X “\0” 東京'.replace('\0', ''), kind: { is: 'text' }, required: true }],
}
const keep = { proposals: 20, votes: 10, runs: 5, tables: 30, refusals: 15, keys: 15 }

eachEngine((engine) => {
  test('a form is there for a day, as it was stored, and then is deleted', async () => {
    const store = await engine.open()
    const stored = { run: 'R1', owner: 'slack:T1/U1', command: 'rudder rule disable', connection: 'rudder/prod', form }
    await insertForm(store.db, stored, 1_000)
    await insertForm(store.db, { ...stored, run: 'R2', owner: undefined, connection: undefined }, 2_000)
    expect(await getForm(store.db, 'R1', 1_000 + formsMs)).toEqual(stored)
    expect(await getForm(store.db, 'R1', 1_001 + formsMs)).toBeUndefined()
    expect(await getForm(store.db, 'R2', 2_000)).toEqual({ run: 'R2', owner: undefined, command: stored.command, form })
    expect(await getForm(store.db, 'R3', 2_000)).toBeUndefined()
    await forget(store, keep, 1_001 + formsMs)
    expect(await store.db.selectFrom('forms').select('run').execute()).toEqual([{ run: 'R2' }])
  })
})
