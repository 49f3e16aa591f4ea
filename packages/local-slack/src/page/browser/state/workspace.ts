import { createContext, useContext } from 'react'
import type { State, User } from '../../../client.ts'
import type { Place } from './place.ts'
import type { Go } from './use-place.ts'

/** What every part of the page may know: the state, who acts, where it is and how to go elsewhere. */
export interface Workspace {
  readonly state: State
  readonly me: User
  readonly place: Place
  readonly go: Go
  userOf(id: string): User | undefined
}

/** Given by the page to all that is in it. */
export const WorkspaceContext = createContext<Workspace | undefined>(undefined)

/** The workspace, below the page. */
export const useWorkspace = (): Workspace => {
  const workspace = useContext(WorkspaceContext)
  if (!workspace) throw new Error('Outside of the page.')
  return workspace
}
