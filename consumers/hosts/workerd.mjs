import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';

writeFileSync(
  'config.capnp',
  `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [(name = "worker", esModule = embed "worker.js")],
    compatibilityDate = "2025-01-01",
    bindings = [(name = "WEBHOOK_PASSWORD", text = "ahoy")],
  ))],
  sockets = [(name = "http", address = "127.0.0.1:${process.env.PORT}", http = (), service = "main")],
);
`,
);
const server = spawn('../node_modules/.bin/workerd', ['serve', 'config.capnp'], { stdio: 'inherit' });
process.on('exit', () => server.kill());
