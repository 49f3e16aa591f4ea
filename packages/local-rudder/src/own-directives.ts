/** The directives of Rudder itself: in the trees of compliance and by their ids, but in no list of directives or rules. */
export const own: readonly string[] = ['inventory-all', 'rudder-service-apache-root']

/** One of them as the API shows it. */
export const shownOwn = (id: string) => ({
  id,
  displayName: id,
  shortDescription: '',
  longDescription: '',
  techniqueName: id.replace(/-(all|root)$/, ''),
  techniqueVersion: '1.0',
  parameters: { section: { name: 'sections' } },
  priority: 0,
  enabled: true,
  system: true,
  policyMode: 'enforce',
  tags: [],
})
