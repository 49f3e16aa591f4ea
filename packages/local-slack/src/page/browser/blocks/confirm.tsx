import { createContext, type ReactNode, useContext, useState } from 'react'
import { Dialog } from '../dialog/dialog.tsx'
import { asObject, wordsOf } from './read.ts'
import { Plain, TextObject } from './text-object.tsx'

interface Asked {
  readonly confirm: unknown
  readonly then: () => void
}

const ConfirmContext = createContext<(asked: Asked) => void>(({ then }) => then())

/** Asks first where an element has `confirm`: `ask(then)` calls `then` at once, or after a yes. */
export const useConfirm = (confirm: unknown): { ask(then: () => void): void } => {
  const open = useContext(ConfirmContext)
  return { ask: (then) => (confirm ? open({ confirm, then }) : then()) }
}

/** Shows what is asked, above the page: as in Slack it stays while the message of its element is edited. */
export const ConfirmHost = ({ children }: { readonly children: ReactNode }) => {
  const [asked, setAsked] = useState<Asked>()
  const { title, text, confirm: yes, deny, style } = asObject(asked?.confirm)
  const close = () => setAsked(undefined)
  return (
    <ConfirmContext value={setAsked}>
      {children}
      {asked && (
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
                asked.then()
              }}
            >
              {wordsOf(yes) || 'Yes'}
            </button>
          </footer>
        </Dialog>
      )}
    </ConfirmContext>
  )
}
