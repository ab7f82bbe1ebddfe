/** Where the Cloud Scheduler jobs of a deployment live, and what they call. */
export interface SchedulerSettings {
  /** `projects/{project}/locations/{location}`. */
  readonly parent: string;
  /** In whose name Cloud Scheduler calls; the only caller that the run endpoint takes. */
  readonly serviceAccount: string;
  /** The run endpoint, which is the audience of its tokens, too. */
  readonly runUrl: string;
}
