import { describe, expect, it } from '@jest/globals';
import { DCLinter } from 'dclint';
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** `docker-compose.yml`, which no test here can run: it is held to the schema of Compose and to what the README says of it. */
const file = 'docker-compose.yml';

interface Service {
  readonly image: string;
  readonly restart: string;
  readonly stop_grace_period?: string;
  readonly ports?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly volumes?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly networks?: readonly string[];
  readonly deploy?: {
    readonly resources: { readonly limits: { readonly cpus: string; readonly memory: string } };
  };
  readonly build?: { readonly dockerfile: string };
  readonly command?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}
const compose = parse(readFileSync(file, 'utf8'), { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
};
const services = Object.entries(compose.services);
const once = ['certificates', 'prepare'];
const lasting = services.filter(([name]) => !once.includes(name));

/** What the linter says of a file. */
function faults(of: string): readonly { readonly rule: string; readonly type: string }[] {
  const linter = new DCLinter({ rules: {}, quiet: true, debug: false, exclude: [] });
  const found = linter.lintFiles([of], false) as { messages: { rule: string; type: string }[] }[];
  return found.flatMap(({ messages }) => messages);
}

describe('docker-compose.yml', () => {
  it('keeps to the schema of Compose, with explicit tags, no duplicate keys and bound ports', () => {
    expect(faults(file).filter(({ type }) => type === 'error')).toEqual([]);
  });

  it('would be refused with a key that Compose does not know: the check can fail', () => {
    expect(faults('test/deployment/broken.compose.yml').map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['invalid-schema']),
    );
  });

  it.each(services)('%s runs an image of one version, never "latest"', (_, { image }) => {
    expect(image).toMatch(/:(?!latest)[^:]*\d+\.\d+/);
  });

  it.each(lasting)('%s is started again whatever its exit code, checked, and limited', (_, service) => {
    expect(service.restart).toBe('always');
    expect(service.healthcheck?.test.length).toBeGreaterThan(1);
    expect(service.deploy?.resources.limits).toMatchObject({
      cpus: expect.stringMatching(/^\d/),
      memory: expect.stringMatching(/^\d+[mg]$/),
    });
  });

  it('opens the ports of the public pages and of the officers, and no other', () => {
    expect(services.filter(([, { ports }]) => ports).map(([name]) => name)).toEqual(['staff', 'public']);
    for (const inside of ['data', 'events', 'operations'])
      expect(compose.networks[inside]).toEqual({ internal: true });
    expect(compose.services['public']!.networks).not.toContain('events');
  });

  it('restarts an app for its own fault alone: its health check asks for life, never for what others must do', () => {
    for (const [name, port] of Object.entries({ staff: 3001, public: 3000, projector: 9464 })) {
      const test = compose.services[name]!.healthcheck!.test.join(' ');
      expect(test).toContain(`http://127.0.0.1:${port}/healthz`);
      expect(test).not.toContain('readyz');
    }
  });

  it('shows its metrics inside alone, and lets an app end by itself', () => {
    for (const name of ['staff', 'public', 'projector']) {
      const { environment, networks, ports = [], stop_grace_period: grace } = compose.services[name]!;
      expect(environment).toMatchObject({ METRICS_PORT: '9464', METRICS_HOST: '0.0.0.0' });
      expect(networks).toContain('operations');
      expect(ports.join()).not.toContain('9464');
      expect(Number.parseInt(grace!, 10)).toBeGreaterThan(Number(environment!['SHUTDOWN_SECONDS']));
    }
  });

  it('keeps what must last in named volumes', () => {
    for (const [name, { volumes = [] }] of services)
      for (const volume of volumes)
        expect(`${name} ${Object.keys(compose.volumes).join(' ')}`).toContain(volume.split(':')[0]!);
    for (const n of [1, 2, 3])
      expect(compose.services[`eventstore-${n}`]!.volumes).toContain(`eventstore-${n}:/var/lib/eventstore`);
  });

  it('holds no secret: they come from files that are not committed', () => {
    for (const { file: secret } of Object.values(compose.secrets)) expect(secret).toMatch(/^\.\/secrets\//);
    expect(readFileSync('.gitignore', 'utf8').split('\n')).toContain('secrets/');
    expect(readFileSync('.dockerignore', 'utf8').split('\n')).toContain('secrets');
    const values = services.flatMap(([, { environment = {} }]) => Object.entries(environment));
    for (const [name, value] of values)
      if (/PASSWORD|SECRET|TOKEN/.test(name)) expect(value).toMatch(/^\/run\/secrets\//);
    expect(JSON.stringify(compose)).not.toMatch(/:\/\/[^/@"]+:[^/@"]+@/);
  });

  it('gives each app the address of its own database role alone', () => {
    const access = (name: string) =>
      compose.services[name]!.volumes!.filter((volume) => volume.startsWith('access-'));
    expect(['staff', 'projector', 'public'].map(access)).toEqual([
      ['access-writer:/access:ro'],
      ['access-projector:/access:ro'],
      ['access-public:/access:ro'],
    ]);
    expect(compose.services['public']!.secrets ?? []).toEqual([]);
    expect(compose.services['public']!.volumes!.join()).not.toContain('keys');
  });

  it('builds the apps from a Dockerfile that is there, and runs programs that the build makes', () => {
    const dockerfile = compose.services['staff']!.build!.dockerfile;
    expect(existsSync(dockerfile)).toBe(true);
    for (const name of ['prepare', 'staff', 'projector', 'public']) {
      const source = compose.services[name]!.command![0]!.replace(/^dist\//, '').replace(/\.js$/, '.ts');
      expect(existsSync(source) || existsSync(`${source}x`)).toBe(true);
    }
    const images = readFileSync(dockerfile, 'utf8').matchAll(/^FROM (\S+)/gm);
    for (const [, image] of images) expect(image).toMatch(/^node:20\.\d+\.\d+/);
  });
});
