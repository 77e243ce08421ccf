#!/bin/bash
# One experiment as a job array. Make the plan where the experiment is:
#   zopa lab plan experiment.ron --shards 100 -o plan.json
# then submit this from a folder that all nodes share:
#   sbatch --array=0-99 zopa.sbatch
# and put the shards together when all are done:
#   zopa lab merge plan.json shards/shard-* --out run && zopa lab verify run --again 100
# A job that was killed may be submitted again under its index: it goes on where it was.
#SBATCH --job-name=zopa-lab
#SBATCH --cpus-per-task=4
#SBATCH --mem=2G
#SBATCH --time=01:00:00
#SBATCH --requeue
#SBATCH --output=shard-%a.log
set -euo pipefail

mkdir -p shards
srun zopa lab shard plan.json \
    --index "$SLURM_ARRAY_TASK_ID" \
    --threads "$SLURM_CPUS_PER_TASK" \
    --out "shards/shard-$SLURM_ARRAY_TASK_ID"
