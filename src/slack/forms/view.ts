import type { Form } from '../../form.ts'
import { clip } from '../../message/clip.ts'
import type { Block } from '../blocks/block.ts'
import { LIMITS } from '../blocks/limits.ts'
import { plain } from '../blocks/plain.ts'
import { lines, rich, text } from '../blocks/rich.ts'
import { boxesOf } from './boxes.ts'
import { elementOf, notListed } from './element.ts'

/** A modal of Slack, as JSON. */
export interface View {
  readonly type: 'modal'
  readonly callback_id: string
  readonly private_metadata: string
  readonly title: object
  readonly submit: object
  readonly close: object
  readonly blocks: readonly Block[]
}

/** The modal of a form; undefined if Slack has no room for it. `run` is the answer that asks, `line` what is run again. */
export const formView = (
  form: Form,
  { run, line }: { readonly run: string; readonly line: string },
): View | undefined => {
  const { title, submit = 'Run', fields } = form
  const inputs = fields.flatMap((field, at) => {
    const boxes = boxesOf(field, at)
    return boxes.map((box, nth): Block => {
      const hint = nth === boxes.length - 1 ? [field.hint, notListed(field)].filter((one) => one !== undefined) : []
      return {
        type: 'input',
        block_id: box.id,
        label: plain(clip(box.label, label)),
        ...(hint.length > 0 && { hint: plain(clip(hint.join(' '), LIMITS.inputHint.max)) }),
        ...(!box.required && { optional: true }),
        element: elementOf(box, at === 0 && nth === 0),
      }
    })
  })
  const blocks = [...rich(...lines(text(clip(line, 500), 'code'))), ...inputs]
  const view: View = {
    type: 'modal',
    callback_id: 'form',
    private_metadata: run,
    title: plain(clip(title, LIMITS.modalTitle.max)),
    submit: plain(clip(submit, LIMITS.modalTitle.max)),
    close: plain('Cancel'),
    blocks,
  }
  const isTooLarge = blocks.length > LIMITS.viewBlocks.max || JSON.stringify(view).length > LIMITS.viewSize.max
  return isTooLarge || fields.some(isUnfillable) ? undefined : view
}

const label = 150

/** True for a choice among nothing, which Slack does not show. */
const isUnfillable = ({ kind }: Form['fields'][number]): boolean => kind.is === 'choice' && kind.options.length === 0
