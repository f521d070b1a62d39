import type { ToolSpec } from '../spec.ts';
import { CHANGES, STARTS } from './containers-kube.ts';

const HELM_CLUSTER = `
    -n --namespace =text
    --kube-context --kube-apiserver =network
    --kubeconfig =exec # its log-in can start a program
    --kube-token =secret
    --repository-cache --repository-config --registry-config =read
  `;

const LISTED = `
  -Aaqdr --all-namespaces --all --short --no-headers --deployed --failed --pending --superseded --uninstalled
  --uninstalling --reverse --date
  -f --filter -m --max --offset -l --selector --time-format =text
  -o --output =oneof:table|json|yaml
`;

export const HELM: ToolSpec = {
  names: 'helm',
  options: `
    -h --help
    ${HELM_CLUSTER}
  `,
  shared: HELM_CLUSTER,
  bare: true,
  commands: {
    'list ls': { options: LISTED, operands: '' },
    'history hist': {
      options: `
        --max =text
        -o --output =oneof:table|json|yaml
      `,
      operands: 'text',
    },
    version: { options: '--short -c --client', operands: '' },
    'status get': { style: 'none', operands: 'text*', does: 'secret - shows values and notes' },
    search: {
      commands: {
        repo: {
          options: `
            -lr --versions --devel --regexp
            --version --max-col-width =text
            -o --output =oneof:table|json|yaml
          `,
          operands: 'text*',
        },
        hub: { style: 'none', operands: 'text*', does: 'network' },
      },
    },
    repo: {
      commands: {
        'list ls': { options: '-o --output =oneof:table|json|yaml', operands: '' },
        'add remove rm update up index': {
          style: 'none',
          operands: 'text*',
          does: 'network; write:~/.config/helm',
        },
      },
    },
    'install upgrade uninstall delete rollback test': CHANGES,
    'template lint plugin show inspect pull fetch push package dependency dep create registry env verify':
      STARTS,
  },
  allow: [
    'helm list -A',
    'helm ls -n web',
    'helm history web',
    'helm version --short',
    'helm repo list',
    'helm search repo x',
  ],
  ask: [
    'helm upgrade web ./chart',
    'helm get values web',
    'helm status web',
    'helm template ./chart --post-renderer ./x',
    'helm list --kubeconfig ./x',
    'helm repo add x https://example.com',
    'helm plugin install x',
    'helm frob',
  ],
};
