import type { View } from './client.ts'
import { ids } from './ids.ts'
import type { Json, OpenView } from './state.ts'
import { newId, newKey, type Workspace } from './workspace.ts'

/** How many modals can lie on each other. */
export const mostViews = 3

const stackOf = ({ state }: Workspace, user: string): OpenView[] => state.views.get(user) ?? []

/** The modal that a person has in front of them. */
export const topView = (workspace: Workspace, user: string): OpenView | undefined => stackOf(workspace, user).at(-1)

/** A modal by its id. */
export const viewById = ({ state }: Workspace, id: string): OpenView | undefined =>
  [...state.views.values()].flat().find((one) => one.id === id)

const spoken = (value: unknown): string => String(((value ?? {}) as Json).text ?? '')

/** A modal as the page shows it. */
export const viewShown = ({ id, view, errors }: OpenView): View => ({
  id,
  title: spoken(view.title),
  ...(view.submit !== undefined && { submit: spoken(view.submit) }),
  ...(view.close !== undefined && { close: spoken(view.close) }),
  blocks: view.blocks,
  ...(Object.keys(errors).length > 0 && { errors }),
})

/** A modal as Slack hands it to apps. */
export const viewJson = ({ id, view, hash, values, rootId, previousId }: OpenView): Json => ({
  private_metadata: '',
  callback_id: '',
  external_id: '',
  submit: null,
  close: null,
  clear_on_close: false,
  notify_on_close: false,
  ...view,
  id,
  team_id: ids.team,
  hash,
  state: { values },
  root_view_id: rootId,
  previous_view_id: previousId ?? null,
  app_id: ids.app,
  app_installed_team_id: ids.team,
  bot_id: ids.bot,
})

/** Shows a person which modal is in front of them now. */
export const tellView = (workspace: Workspace, user: string): void => {
  const top = topView(workspace, user)
  workspace.streams.emit({ type: 'view', view: top ? viewShown(top) : null }, (one) => one === user)
}

/** Lays a modal in front of a person, on top of others with `onTop`. */
export const openView = (workspace: Workspace, user: string, view: OpenView['view'], onTop: boolean): OpenView => {
  const below = onTop ? stackOf(workspace, user) : []
  const id = newId('V')
  const before = below.at(-1)
  const opened: OpenView = {
    id,
    user,
    view,
    rootId: before?.rootId ?? id,
    previousId: before?.id,
    hash: newKey(),
    values: {},
    errors: {},
  }
  workspace.state.views.set(user, [...below, opened])
  tellView(workspace, user)
  return opened
}

/** Brings a modal to another version. */
export const changeView = (workspace: Workspace, open: OpenView, view: OpenView['view']): void => {
  Object.assign(open, { view, hash: newKey(), errors: {} })
  tellView(workspace, open.user)
}

/** Takes away the modal in front, or all of them. */
export const closeView = (workspace: Workspace, user: string, all: boolean): void => {
  workspace.state.views.set(user, all ? [] : stackOf(workspace, user).slice(0, -1))
  tellView(workspace, user)
}
