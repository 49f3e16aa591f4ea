import { viewOf } from '../content.ts'
import { type Call, type Method, text } from '../method.ts'
import { Refused } from '../refused.ts'
import type { Json, OpenView } from '../state.ts'
import { takeTrigger } from '../triggers.ts'
import { changeView, mostViews, openView, topView, viewById, viewJson } from '../views.ts'

const modalIn = (call: Call) => {
  const view = viewOf(call.args.view)
  if (view.type !== 'modal') throw new Refused('invalid_arguments')
  return view
}

const named = (call: Call): OpenView => {
  const id = text(call, 'view_id')
  const external = text(call, 'external_id')
  const all = [...call.workspace.state.views.values()].flat()
  const found = id === undefined ? all.find(({ view }) => view.external_id === external) : viewById(call.workspace, id)
  if (!found) throw new Refused('not_found')
  return found
}

const shown = (open: OpenView): Json => ({ view: viewJson(open) })

/** Modals. */
export const views: readonly Method[] = [
  {
    name: 'views.open',
    answer: (call) => {
      const view = modalIn(call)
      return shown(openView(call.workspace, takeTrigger(call.workspace, text(call, 'trigger_id')), view, false))
    },
  },
  {
    name: 'views.push',
    answer: (call) => {
      const view = modalIn(call)
      const user = takeTrigger(call.workspace, text(call, 'trigger_id'))
      const depth = call.workspace.state.views.get(user)?.length ?? 0
      if (!topView(call.workspace, user)) throw new Refused('not_found')
      if (depth >= mostViews) throw new Refused('push_limit_reached')
      return shown(openView(call.workspace, user, view, true))
    },
  },
  {
    name: 'views.update',
    answer: (call) => {
      const view = modalIn(call)
      const open = named(call)
      const hash = text(call, 'hash')
      if (hash !== undefined && hash !== open.hash) throw new Refused('hash_conflict')
      changeView(call.workspace, open, view)
      return shown(open)
    },
  },
]
