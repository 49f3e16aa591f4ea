import { z } from 'zod'
import { count, defineRead, quoted, withItems } from '#bot'
import { dateWords, rudder } from '#rudder'

const order = ['Critical', 'Warning']

/** Problems first, the worst on top; an unknown status counts as a problem. */
const rank = ({ status }: { readonly status: string }) =>
  status === 'Ok' ? order.length + 1 : (order.indexOf(status) + order.length + 1) % (order.length + 1)

export default defineRead(rudder, {
  summary: 'Is the Rudder server itself well, and which version is it?',
  examples: ['rudder health'],
  press: 'show server health',
  scopes: ['rudder:system:read'],
  args: z.object({}),
  facts: { critical: 'count', warnings: 'count', version: 'text' },
  run: async ({ api }) => {
    const [overall, checks, info] = await Promise.all([api.systemStatus(), api.healthCheck(), api.systemInfo()])
    const bad = checks.filter(({ status }) => status !== 'Ok').sort((a, b) => rank(a) - rank(b))
    const critical = checks.filter(({ status }) => status === 'Critical').length
    const warnings = bad.length - critical
    const plugins = info.plugins ?? []
    const trouble = [
      ...(critical > 0 ? [`${count(critical)} critical`] : []),
      ...(warnings > 0 ? [`${count(warnings)} ${warnings === 1 ? 'warning' : 'warnings'}`] : []),
    ]
    const said = overall.global
    const doing = said === 'OK' ? 'says that it is OK' : `says ${quoted(said)}`
    return {
      title: `${['Rudder', info.version].filter(Boolean).join(' ')} ${doing}${trouble.length > 0 ? `, with ${trouble.join(' and ')}` : ''}`,
      facts: { critical, warnings, version: info.version || null },
      fields: [
        { label: 'Version', value: info.version || 'not said' },
        { label: 'Built', value: dateWords(info.built) ?? 'not said' },
        { label: 'Checks', value: `${count(checks.length)}: ${count(checks.length - bad.length)} fine` },
        ...(info.os ? [{ label: 'System', value: info.os }] : []),
        ...(info.nodes?.total === undefined ? [] : [{ label: 'Nodes', value: count(info.nodes.total) }]),
        ...(info.relays ? [{ label: 'Relays', value: count(info.relays.length) }] : []),
      ],
      lists: withItems([
        { title: 'Look at', items: bad.map(({ name, msg, status }) => ({ name: `${status}: ${name}`, text: msg })) },
        {
          title: 'Plugins',
          items: plugins.slice(0, 15).map(({ name, version }) => ({ name, text: version ?? 'version not said' })),
          total: plugins.length,
        },
        {
          title: 'Fine',
          items: checks.filter(({ status }) => status === 'Ok').map(({ name, msg }) => ({ name, text: msg })),
        },
      ]),
    }
  },
})
