import { expect, test } from 'vitest'
import { type Job, usualMs } from '../../src/jobs/job.ts'
import { createTimetable } from '../../src/jobs/timetable.ts'
import { testWorld } from '../world.ts'

/** Jobs that count their turns, in a world whose clock a test moves. */
const play = (jobs: readonly (Partial<Job> & { readonly name: string })[]) => {
  const world = testWorld()
  const turns: string[] = []
  const loops: string[] = []
  const all = jobs.map(
    ({ turn = async () => {}, ...job }): Job => ({
      every: usualMs,
      ...job,
      turn: async (turned) => {
        turns.push(job.name)
        await turn(turned)
      },
    }),
  )
  return { world, turns, loops, timetable: createTimetable(all, world, (loop) => void loops.push(loop)) }
}

test('each job has its own pace, and none waits for one that hangs', async () => {
  const hung = Promise.withResolvers<void>()
  const { world, turns, timetable } = play([
    { name: 'hangs', turn: () => hung.promise },
    { name: 'often' },
    { name: 'rarely', every: 3 * usualMs },
  ])
  const stop = new AbortController()
  const ended = timetable.run(stop.signal)
  await world.advance(6 * usualMs)
  expect(turns.filter((name) => name === 'hangs')).toHaveLength(1)
  expect(turns.filter((name) => name === 'often')).toHaveLength(7)
  expect(turns.filter((name) => name === 'rarely')).toHaveLength(3)
  stop.abort()
  hung.resolve()
  await ended
})

test('what fails is logged with the name of the job and tried again', async () => {
  const { world, turns, timetable } = play([
    { name: 'fails', turn: () => Promise.reject(new Error('the disk is full')) },
  ])
  const stop = new AbortController()
  const ended = timetable.run(stop.signal)
  await world.advance(usualMs)
  expect(turns).toHaveLength(2)
  expect(world.lines).toMatchObject([
    { level: 'error', event: 'job', fields: { job: 'fails' } },
    { level: 'error', event: 'job', fields: { job: 'fails' } },
  ])
  stop.abort()
  await ended
})

test('when the bot stops, each job comes to its end, and one whose end fails keeps no other', async () => {
  const gone: string[] = []
  const { world, timetable } = play([
    { name: 'fails', end: () => Promise.reject(new Error('no database')) },
    { name: 'leaves', end: async () => void gone.push('leaves') },
  ])
  const stop = new AbortController()
  const ended = timetable.run(stop.signal)
  await world.advance(usualMs)
  expect(gone).toEqual([])
  stop.abort()
  await ended
  expect(gone).toEqual(['leaves'])
  expect(world.lines).toMatchObject([{ event: 'job', fields: { job: 'fails' } }])
})

test('the pulse of a loop is that of its job: when a turn begins, and whenever a long one says that it goes on', async () => {
  const { loops, timetable } = play([
    {
      name: 'sweep',
      loop: 'sweep',
      turn: async (turned) => {
        turned()
        turned()
      },
    },
    { name: 'presence' },
  ])
  await timetable.tick()
  expect(loops).toEqual(['sweep', 'sweep', 'sweep'])
})
