import { Failure } from '../cloud-scheduler/answers.ts';

/** A version as the service keeps it. */
export interface HeldVersion {
  readonly name: string;
  state: 'ENABLED' | 'DESTROYED';
  data: Buffer;
}

/** What Secret Manager does with secrets and their versions. */
export class HeldSecrets {
  /** Versions by the name of their secret, oldest first. */
  readonly secrets = new Map<string, HeldVersion[]>();

  create(parent: string, secretId: string) {
    const name = `${parent}/secrets/${secretId}`;
    if (!/^[A-Za-z0-9_-]{1,255}$/.test(secretId)) {
      throw new Failure(
        'INVALID_ARGUMENT',
        `The provided Secret ID [${secretId}] does not match the format.`,
      );
    }
    if (this.secrets.has(name)) throw new Failure('ALREADY_EXISTS', `Secret [${name}] already exists.`);
    this.secrets.set(name, []);
    return { name, replication: { automatic: {} } };
  }

  add(secret: string, data: Buffer) {
    const versions = this.versionsOf(secret);
    const name = `${secret}/versions/${versions.length + 1}`;
    versions.push({ name, state: 'ENABLED', data });
    return { name, state: 'ENABLED' };
  }

  access(name: string) {
    const { state, data } = this.version(name);
    if (state !== 'ENABLED') {
      throw new Failure('FAILED_PRECONDITION', `Secret Version [${name}] is in DESTROYED state.`);
    }
    return { name, payload: { data } };
  }

  destroy(name: string) {
    const version = this.version(name);
    if (version.state === 'DESTROYED') {
      throw new Failure('FAILED_PRECONDITION', `Secret Version [${name}] is already in DESTROYED state.`);
    }
    version.state = 'DESTROYED';
    version.data = Buffer.alloc(0);
    return { name, state: 'DESTROYED' };
  }

  /** One page, newest first. */
  list(secret: string, pageSize: number, pageToken: string) {
    const enabled = this.versionsOf(secret).filter(({ state }) => state === 'ENABLED');
    const newestFirst = enabled.reverse().map(({ name, state }) => ({ name, state }));
    const from = Number(pageToken || 0);
    const until = from + pageSize;
    return {
      versions: newestFirst.slice(from, until),
      nextPageToken: until < newestFirst.length ? String(until) : '',
    };
  }

  delete(name: string): void {
    this.versionsOf(name);
    this.secrets.delete(name);
  }

  private versionsOf(secret: string): HeldVersion[] {
    const versions = this.secrets.get(secret);
    if (versions === undefined) throw new Failure('NOT_FOUND', `Secret [${secret}] not found.`);
    return versions;
  }

  private version(name: string): HeldVersion {
    const [secret = ''] = name.split('/versions/');
    const found = this.versionsOf(secret).find((version) => version.name === name);
    if (found === undefined) throw new Failure('NOT_FOUND', `Secret Version [${name}] not found.`);
    return found;
  }
}
