import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { View } from '../../../client.ts'
import { Blocks } from '../blocks/block.tsx'
import { FormContext, initialValues, type Values } from '../blocks/form.ts'
import { SurfaceContext } from '../blocks/surface.ts'
import { server } from '../state/server.ts'
import { useWorkspace } from '../state/workspace.ts'
import { useSurfaceOf } from '../talk/use-surface-of.ts'
import { Dialog } from './dialog.tsx'

/** Without what was left empty, as Slack sends it. */
const filled = (values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).map(([block, of]) => [
      block,
      Object.fromEntries(Object.entries(of).filter(([, value]) => value !== '')),
    ]),
  )

/** A modal of the bot: blocks, inputs, and what was wrong with them. */
export const Modal = ({ view }: { readonly view: View }) => {
  const { me } = useWorkspace()
  const [typed, setTyped] = useState<Values>({})
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<string>()
  const form = useRef<HTMLFormElement>(null)
  const surface = useSurfaceOf({ as: me.id, view: view.id }, view)
  // What is typed stays where the bot changes the modal; inputs that are new begin with what they say.
  const initial = initialValues(view.blocks)
  const values = Object.fromEntries(
    Object.keys(initial).map((block) => [block, { ...initial[block], ...typed[block] }]),
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version is the answer to what was sent
  useEffect(() => setBusy(false), [view])
  useEffect(() => {
    const fields = form.current
    const first =
      fields?.querySelector<HTMLElement>('[data-autofocus]') ?? fields?.querySelector<HTMLElement>('.field, .select')
    first?.focus()
  }, [])

  const told = (sent: Promise<void>) => {
    setBusy(true)
    setFailed(undefined)
    sent.catch((error: Error) => setFailed(error.message)).finally(() => setBusy(false))
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    told(server.submit({ as: me.id, view: view.id, values: filled(values) }))
  }
  const close = () => told(server.close({ as: me.id, view: view.id }))

  return (
    <Dialog title={view.title} onClose={close}>
      <SurfaceContext value={surface}>
        <FormContext
          value={{
            values,
            errors: view.errors ?? {},
            change: (block, action, value) =>
              setTyped((before) => ({ ...before, [block]: { ...before[block], [action]: value } })),
          }}
        >
          {/* Slack, and not the browser, says what is wrong. */}
          <form ref={form} onSubmit={submit} noValidate>
            <div className="dialog-body">
              <Blocks blocks={view.blocks} />
              {(failed ?? surface.failed) !== undefined && (
                <p className="act-failed" role="alert">
                  {failed ?? surface.failed}
                </p>
              )}
            </div>
            <footer className="dialog-foot">
              <button type="button" className="button" onClick={close}>
                {view.close ?? 'Cancel'}
              </button>
              {view.submit !== undefined && (
                <button type="submit" className={`button is-primary${busy ? ' is-busy' : ''}`} aria-busy={busy}>
                  <span>{view.submit}</span>
                </button>
              )}
            </footer>
          </form>
        </FormContext>
      </SurfaceContext>
    </Dialog>
  )
}
