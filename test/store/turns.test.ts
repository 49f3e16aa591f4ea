import { expect, test } from 'vitest'
import { firstTime } from '../../src/store/deliveries.ts'
import { countTurns } from '../loop.ts'
import { eachEngine } from './engines.ts'

eachEngine((engine) => {
  test('many transactions at once let go of the event loop between them', async () => {
    const store = await engine.open()
    const loop = countTurns()
    const many = Array.from({ length: 30 }, (_, n) => `event:${n}`)
    const first = await Promise.all(many.map((key) => store.transaction((tx) => firstTime(tx, key, 0))))
    await loop.stop()
    expect(first).not.toContain(false)
    expect(loop.turns()).toBeGreaterThan(many.length / 2)
  })
})
