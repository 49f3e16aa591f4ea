import { type ReactNode, useState } from 'react'
import { Dialog } from '../dialog/dialog.tsx'
import { asObject, wordsOf } from './read.ts'
import { Plain, TextObject } from './text-object.tsx'

/** Asks first where an element has `confirm`: `ask(value, then)` calls `then` at once, or after a yes. */
export const useConfirm = (confirm: unknown): { ask(then: () => void): void; readonly dialog: ReactNode } => {
  const [then, setThen] = useState<() => void>()
  const { title, text, confirm: yes, deny, style } = asObject(confirm)
  const close = () => setThen(undefined)
  const ask = (what: () => void) => (confirm ? setThen(() => what) : what())
  if (!then) return { ask, dialog: undefined }
  const dialog = (
    <Dialog kind="small" title={wordsOf(title) ? <Plain value={title} /> : 'Are you sure?'} onClose={close}>
      <div className="dialog-body">
        <TextObject value={text} />
      </div>
      <footer className="dialog-foot">
        <button type="button" className="button" onClick={close}>
          {wordsOf(deny) || 'Cancel'}
        </button>
        <button
          type="button"
          className={`button is-${style === 'danger' ? 'danger' : 'primary'}`}
          onClick={() => {
            close()
            then()
          }}
        >
          {wordsOf(yes) || 'Yes'}
        </button>
      </footer>
    </Dialog>
  )
  return { ask, dialog }
}
