import { createContext, useContext } from 'react'

/** What blocks are on: a message or a modal, and what a press or a choice in it does. */
export interface Surface {
  act(what: { readonly block_id: string; readonly action_id: string; readonly selected?: string }): void
  /** `block_id action_id` of what is pressed and not answered yet. */
  readonly pressed: string | undefined
}

/** Given by a message or a modal to its blocks. */
export const SurfaceContext = createContext<Surface>({ act: () => {}, pressed: undefined })

/** The surface that a block is on. */
export const useSurface = (): Surface => useContext(SurfaceContext)
