import { useEffect, useState } from 'react'
import type { Act } from '../../../client.ts'
import type { Surface } from '../blocks/surface.ts'
import { useAfter } from '../look/use-after.ts'
import { server } from '../state/server.ts'

/** How long a press stays marked after Slack took it, while the bot has not changed the message. */
const patience = 4000

/** The surface of a message or a modal: a press is told to Slack and marked until a new version of it comes. */
export const useSurfaceOf = (
  where: Pick<Act, 'as' | 'message' | 'view'>,
  version: unknown,
): Surface & { readonly failed: string | undefined } => {
  const [pressed, setPressed] = useState<string>()
  const [failed, setFailed] = useState<string>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version is what ends it
  useEffect(() => {
    setPressed(undefined)
    setFailed(undefined)
  }, [version])
  useAfter(pressed, patience, () => setPressed(undefined))
  return {
    pressed,
    failed,
    act: (what) => {
      setPressed(`${what.block_id} ${what.action_id}`)
      setFailed(undefined)
      server.act({ ...where, ...what }).catch((error: Error) => {
        setPressed(undefined)
        setFailed(error.message)
      })
    },
  }
}
