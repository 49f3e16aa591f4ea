import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { firstTime } from '../../src/store/deliveries.ts'
import { eachEngine } from './engines.ts'

eachEngine((engine) => {
  test('many transactions at once let go of the event loop between them', async () => {
    const store = await engine.open()
    let looked = 0
    let isOver = false
    const looking = (async () => {
      while (!isOver) {
        await setImmediate()
        looked += 1
      }
    })()
    const many = Array.from({ length: 30 }, (_, n) => `event:${n}`)
    const first = await Promise.all(many.map((key) => store.transaction((tx) => firstTime(tx, key, 0))))
    isOver = true
    await looking
    expect(first).not.toContain(false)
    expect(looked).toBeGreaterThan(many.length / 2)
  })
})
