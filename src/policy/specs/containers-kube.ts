import type { Arg, Call, CommandSpec, ToolSpec, Use } from '../spec.ts';

export const CHANGES: CommandSpec = {
  style: 'none',
  operands: 'text*',
  does: 'network; system - changes what runs in the cluster',
};
export const STARTS: CommandSpec = {
  style: 'none',
  operands: 'text*',
  does: 'network; exec - starts programs here or in the cluster',
};

const CLUSTER = `
    -n --namespace --request-timeout =text
    --context --cluster -s --server =network
    --kubeconfig --user =exec # its log-in can start a program
    --token --password --as --as-group =secret
    --insecure-skip-tls-verify !network
    --cache-dir --profile-output --log-file =write
  `;
/** How the output looks; a format that prints whole objects prints the passwords in them too. */
const OUTPUT = '-o --output =text';
/** Kinds whose objects hold no environment and no data. */
const PLAIN =
  /^(?:nodes?|no|namespaces?|ns|services?|svc|ingress(?:es)?|ing|events?|ev|endpoints|ep|persistentvolumeclaims?|pvc|persistentvolumes?|pv|storageclass(?:es)?|sc|networkpolic(?:y|ies)|netpol|horizontalpodautoscalers?|hpa)(?:\/[\w.-]+)?$/;

/** Reading a secret, or whole objects in which the environment of a program stands, shows credentials. */
function shows(call: Call): readonly Use[] {
  const [first] = call.operands;
  return [
    ...call.operands.flatMap(named),
    ...call.values('-o', '--output').flatMap((arg) => formatted(arg, first)),
    ...call.values('-f', '--filename').flatMap(fetched),
  ];
}

function named(arg: Arg): readonly Use[] {
  if (!arg.exact) return [{ kind: 'unknown', arg, detail: 'may name a secret' }];
  return /secret|token|credential/i.test(arg.text)
    ? [{ kind: 'secret', arg, detail: 'shows credentials' }]
    : [];
}

function fetched(file: Arg): readonly Use[] {
  return !file.exact || file.text.includes(':')
    ? [{ kind: 'network', arg: file, detail: 'may be a URL' }]
    : [];
}

/** Names, states and what is scheduled where: no environment, no data, no arguments. */
const PATH =
  /^\.?(?:items\[[\w*:?()@.="'\s-]*\]\.)?(?:kind|apiVersion|metadata\.(?:name|namespace|uid|creationTimestamp|generation|labels(?:\.[\w./\\-]+)?)|status(?:\.\w+(?:\[[\w*:?()@.="'\s-]*\])?)*|spec\.(?:nodeName|replicas|clusterIP|type|serviceAccountName|restartPolicy|schedule|suspend|ports\[[\w*:]*\]\.(?:port|nodePort|targetPort|name|protocol))|spec\.(?:template\.spec\.)?(?:containers|initContainers)\[[\w*:]*\]\.(?:name|image))$/;

/** A format that prints nothing but such fields. */
function isHarmlessColumns(format: string): boolean {
  const columns = /^custom-columns=(.+)$/s.exec(format)?.[1];
  if (columns !== undefined)
    return columns
      .split(',')
      .every((column) => PATH.test(column.slice(column.indexOf(':') + 1).replace(/^\{(.*)\}$/, '$1')));
  const template = /^jsonpath=(.+)$/s.exec(format)?.[1];
  if (template === undefined) return false;
  const parts = template.match(/\{[^{}]*\}/g) ?? [];
  return (
    parts.length > 0 &&
    !/[{}]/.test(template.replace(/\{[^{}]*\}/g, '')) &&
    parts
      .map((part) => part.slice(1, -1).trim())
      .every((part) => /^(?:end|range \.?items\[[*\d:]*\]|"[^"]*"|'[^']*')$/.test(part) || PATH.test(part))
  );
}

function formatted(format: Arg, kind: Arg | undefined): readonly Use[] {
  if (format.exact && (format.text === 'wide' || format.text === 'name')) return [];
  if (!format.exact || /file=/.test(format.text))
    return [{ kind: 'unknown', arg: format, detail: 'format from elsewhere' }];
  if (kind?.exact && PLAIN.test(kind.text)) return [];
  if (isHarmlessColumns(format.text)) return [];
  return [{ kind: 'secret', arg: format, detail: 'prints whole objects, with the credentials in them' }];
}

/**
 * Reading from the cluster one is logged in to counts as reading; another server, context or configuration (which can
 * name a program) does not. Plug-ins are subcommands nobody listed.
 */
export const KUBECTL: ToolSpec = {
  names: 'kubectl oc',
  options: `
    -h --help
    ${CLUSTER}
  `,
  shared: CLUSTER,
  bare: true,
  commands: {
    get: {
      options: `
        -ALwR --all-namespaces --ignore-not-found --no-headers --show-kind --show-labels --watch --watch-only --recursive
        --show-managed-fields --output-watch-events
        -l --selector --field-selector -L --label-columns --sort-by --chunk-size --subresource =text
        ${OUTPUT}
        -f --filename =read
        --raw =secret
        -k --kustomize =exec
      `,
      operands: 'text*',
      interpret: shows,
    },
    describe: {
      options: `
        -A --all-namespaces
        -l --selector --chunk-size =text
        --show-events ?text
        -f --filename =read
      `,
      operands: 'text*',
      interpret: (call) => [
        ...call.operands.flatMap(named),
        ...call.values('-f', '--filename').flatMap(fetched),
      ],
    },
    logs: {
      options: `
        -fp --follow --previous --timestamps --all-containers --prefix --ignore-errors
        --since --since-time --tail -c --container --limit-bytes -l --selector --max-log-requests =text
      `,
      operands: 'text*',
    },
    events: {
      options: `
        -Aw --all-namespaces --watch --no-headers
        --for --types =text
      `,
      operands: '',
    },
    top: {
      commands: {
        'pod pods po node nodes no': {
          options: `
            -A --all-namespaces --containers --no-headers --sum --show-capacity --use-protocol-buffers
            -l --selector --field-selector --sort-by =text
          `,
          operands: 'text*',
        },
      },
    },
    version: {
      options: `
        --client --short
        -o --output =oneof:yaml|json
      `,
      operands: '',
    },
    'cluster-info': { operands: '' },
    'api-resources api-versions': {
      options: `
        --no-headers --cached
        --namespaced ?text
        --api-group --verbs --sort-by --categories =text
        -o --output =oneof:wide|name
      `,
      operands: '',
    },
    explain: {
      options: `
        --recursive
        --api-version =text
      `,
      operands: 'text',
    },
    rollout: {
      commands: {
        'status history': {
          options: `
            -w --watch
            --revision --timeout -l --selector =text
          `,
          operands: 'text*',
        },
        'restart undo pause resume': CHANGES,
      },
    },
    auth: {
      commands: {
        'can-i': { options: '-Aq --all-namespaces --list --quiet --no-headers', operands: 'text*' },
        whoami: { operands: '' },
        reconcile: CHANGES,
      },
    },
    config: {
      commands: {
        view: {
          options: `
            --minify --flatten
            -o --output =oneof:yaml|json
            --raw !secret # with keys and tokens
          `,
          operands: '',
        },
        'current-context get-clusters get-users': { operands: '' },
        'get-contexts': { options: '--no-headers -o --output', operands: 'text*' },
        'use-context use set set-context set-cluster set-credentials unset delete-context delete-cluster delete-user rename-context':
          {
            style: 'none',
            operands: 'text*',
            does: 'write:~/.kube/config - changes which cluster is meant',
          },
      },
    },
    'apply create delete edit patch replace scale autoscale label annotate set expose cordon uncordon drain taint certificate wait':
      CHANGES,
    'exec run attach debug cp port-forward proxy plugin diff kustomize completion': STARTS,
  },
  allow: [
    'kubectl get pods',
    'kubectl get pods -A -o wide',
    'kubectl get svc -n web',
    'kubectl -n web get deploy,rs',
    'kubectl get nodes -o json',
    "kubectl get pods -o jsonpath='{.items[*].metadata.name}'",
    "kubectl get deploy -o 'custom-columns=NAME:.metadata.name,IMAGE:.spec.template.spec.containers[*].image'",
    'kubectl logs web-0 --tail=100',
    'kubectl logs -f deploy/web -c app',
    'kubectl describe pod web-0',
    'kubectl top pod',
    'kubectl config current-context',
    'kubectl config get-contexts',
    'kubectl config view',
    'kubectl version --client',
    'kubectl api-resources',
    'kubectl rollout status deploy/web',
  ],
  ask: [
    'kubectl get secret db -o yaml',
    'kubectl get pods,secrets',
    'kubectl describe secret db',
    'kubectl get pod web-0 -o yaml',
    "kubectl get pods -o jsonpath='{..env}'",
    "kubectl get pods -o jsonpath='{.items[*].spec.containers[*].env}'",
    "kubectl get cm x -o jsonpath='{.data}'",
    'kubectl get pods -o custom-columns=A:.spec',
    'kubectl get $kind',
    'kubectl get --raw /api/v1/secrets',
    'kubectl --kubeconfig=./evil.yaml get pods',
    'kubectl get pods --context prod',
    'kubectl -s https://192.0.2.1 get pods',
    'kubectl config use-context prod',
    'kubectl config view --raw',
    'kubectl apply -f x.yaml',
    'kubectl delete pod web-0',
    'kubectl exec web-0 -- ls',
    'kubectl cp web-0:/a b',
    'kubectl diff -f x.yaml',
    'kubectl rollout restart deploy/web',
    'kubectl cluster-info dump --output-directory=x',
    'kubectl frob',
  ],
};
