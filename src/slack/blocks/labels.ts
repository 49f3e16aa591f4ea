import { clip } from '../../message/clip.ts'
import type { Message } from '../../message/message.ts'
import { LIMITS } from './limits.ts'

/** What a button shows, and what stands for it where nothing is seen. */
export interface Label {
  readonly label: string
  readonly spoken?: string
}

const most = LIMITS.actionsElements.max

/** The labels of the buttons of a message, as many as Slack takes; no two are alike, shown or spoken. */
export const labelsOf = ({ actions = [], next = [], labels = [] }: Message) => {
  const shown = new Set<string>()
  const heard = new Set<string>()
  const own = ({ label, spoken }: Label): Label => ({
    label: unlike(shown, label, LIMITS.buttonText.max),
    ...(spoken?.trim() ? { spoken: unlike(heard, spoken, LIMITS.spoken.max) } : {}),
  })
  return {
    actions: actions.slice(0, most).map(own),
    next: next.slice(0, most).map((line, at) => own({ label: labels[at] || line, spoken: line })),
  }
}

const unlike = (taken: Set<string>, said: string, max: number): string => {
  const whole = said.trim() || '–'
  let label = clip(whole, max)
  let short = ''
  for (let at = 2; taken.has(label); at += 1) {
    const mark = ` (${at})`
    // Clipping is dear: once for the numbers of one digit, once for those of two.
    if (at === 2 || at === 10) short = clip(whole, max - mark.length)
    label = `${short}${mark}`
  }
  taken.add(label)
  return label
}
