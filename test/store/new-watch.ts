import type { NewWatch } from '../../src/store/watches.ts'

/** A watch as it is stored first. */
export const newWatch = (watch: Partial<NewWatch> & { readonly id: string }): NewWatch => ({
  principal: '{"id":"ana"}',
  person: 'ana',
  channel: 'C1',
  zone: 'Europe/Paris',
  connection: 'rudder/prod',
  line: 'rudder compliance',
  command: 'rudder compliance',
  args: '{}',
  clauses: 'every 5m when failing > 10',
  due_at: 1,
  created_at: 1,
  ...watch,
})
