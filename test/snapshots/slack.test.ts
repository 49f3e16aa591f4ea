import { test } from 'vitest'
import { sceneWorld, startScene } from '../slack/scene.ts'
import { countedIds, createNumbering, matchGolden, posted, steady } from './golden.ts'
import { onFile, placesOf } from './scene.ts'

const line = '/rudder rule disable SSH hardening'
const hour = 60 * 60_000

/** A bot with counted ids behind a local Slack; `see` adds what somebody sees there. */
const startGolden = async () => {
  const world = sceneWorld()
  Object.assign(world.ids, countedIds())
  const scene = await startScene(onFile, { world })
  const { last, whispered, slack, play } = scene
  const number = createNumbering()
  const sections: string[] = []
  const add = (heading: string, text: string, blocks: readonly object[]) => {
    const shown = number(steady({ text, blocks }, placesOf(play)))
    sections.push(posted(heading, shown.text, shown.blocks))
  }
  const see = (heading: string, { text, blocks = [] }: ReturnType<typeof last>) => add(heading, text, blocks)
  /** What only that person sees, newest. */
  const alone = (who: string, channel = 'ops') => whispered(who, channel).at(-1) ?? last(channel)
  /** The form that is open for that person. */
  const form = (heading: string, who: string) => {
    const { title, submit, close, blocks = [] } = slack.view(who) ?? {}
    add(heading, JSON.stringify({ title, submit, close }), blocks)
  }
  return { ...scene, sections, see, alone, form }
}

test('what is typed in Slack, and what comes below it', async () => {
  const { type, press, last, now, pass, see, alone, sections, slack } = await startGolden()
  for (const [who, typed] of [
    ['ana', '/cox help'],
    ['ana', '/cox'],
    ['ana', '/rudder'],
    ['rita', '/rudder help'],
    ['rita', line],
    ['ana', '/rudder frobnicate'],
  ] as const) {
    await type(who, 'ops', typed)
    see(`${who} alone: ${typed}`, alone(who))
  }
  await type('gus', 'partners', '@coxswain rudder compliance')
  see('gus, a guest, alone: @coxswain rudder compliance', alone('gus', 'partners'))
  await type('ana', 'ops', '/rudder compliance')
  see('ana: /rudder compliance', last('ops'))
  await type('ana', 'ops', '/rudder compliance quietly')
  see('ana alone: /rudder compliance quietly', alone('ana'))
  see('the direct message', last(slack.direct('ana')))
  await type('ana', 'ops', line)
  const proposal = last('ops')
  see(`ana: ${line}`, proposal)
  await press('rita', proposal, 'confirm')
  see('rita alone: she confirms', alone('rita'))
  await press('ana', proposal, 'remind')
  see('ana confirms, to be reminded', now(proposal))
  await pass(2 * hour)
  see('two hours later', last('ops'))
  await press('marc', last('ops'), 'undo')
  see('marc undoes it', last('ops'))
  await press('marc', last('ops'), 'cancel')
  see('marc cancels that', now(last('ops')))
  await matchGolden('slack', sections)
})

test('two people, a press that is too late, and what went wrong in the bot', async () => {
  const { type, press, last, now, see, alone, sections, world, rudder, pass } = await startGolden()
  await type('ana', 'ops', '/rudder rule disable NTP client')
  const two = last('ops')
  see('ana: /rudder rule disable NTP client', two)
  await press('ana', two, 'confirm')
  see('ana alone: she confirms what she asked for', alone('ana'))
  await press('marc', two, 'confirm')
  see('marc confirms', now(two))
  rudder.faults.losesAnswer = { commit: 'never' }
  await type('ana', 'ops', line)
  const lost = last('ops')
  await press('ana', lost, 'confirm')
  see('ana confirms, and the answer is lost', now(lost))
  rudder.faults.losesAnswer = false
  await type('ana', 'ops', '/rudder rule disable Edge kiosk')
  const third = last('ops')
  world.steps.set('claim:before', () => {
    throw new Error('a bug')
  })
  await press('ana', third, 'confirm')
  see('ana alone: a bug', alone('ana'))
  world.steps.clear()
  await pass(hour)
  see('an hour later', now(third))
  await matchGolden('slack-ends', sections)
})

test('a reason that is asked for', async () => {
  const { type, press, submit, last, see, alone, form, sections, rudder } = await startGolden()
  rudder.state.settings.mandatory_change_message = true
  await type('ana', 'ops', line)
  see(`ana alone: ${line}`, alone('ana'))
  await press('ana', alone('ana'), 'form')
  form('the form', 'ana')
  await submit('ana', { 'Why is this change needed?': 'it locks out the jump hosts' })
  see('with a reason', last('ops'))
  await matchGolden('slack-reason', sections)
})
