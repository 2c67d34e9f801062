# Stops `terraform plan` for a model that no permit covers. Copy this folder as a module, or take from it.
terraform {
  required_version = ">= 1.4"
  required_providers {
    external = {
      source  = "hashicorp/external"
      version = "~> 2.3"
    }
  }
}

variable "artifact" {
  description = "Model file or folder; its digest is computed where Terraform runs."
  type        = string
  default     = ""
}

variable "digest" {
  description = "Digest of the model, in place of artifact."
  type        = string
  default     = ""
}

variable "region" {
  description = "Region it is to run in, such as eu."
  type        = string
}

variable "cloud_region" {
  description = "Where it is to run, such as aws:eu-central-1."
  type        = string
  default     = ""
}

variable "jurisdictions" {
  description = "Places it is to serve, such as EU-DE."
  type        = list(string)
  default     = []
}

variable "use_case" {
  description = "What it is used for, such as credit_scoring."
  type        = string
  default     = ""
}

variable "url" {
  description = "Address of the Carnet server. The token is read from CARNET_TOKEN and never stored."
  type        = string
  default     = ""
}

data "external" "gate" {
  program = ["node", "${path.module}/carnet-gate.mjs"]
  query = {
    artifact      = var.artifact
    digest        = var.digest
    region        = var.region
    cloud_region  = var.cloud_region
    jurisdictions = join(" ", var.jurisdictions)
    use_case      = var.use_case
    url           = var.url
  }

  lifecycle {
    postcondition {
      condition     = self.result.decision == "allow"
      error_message = "Carnet denies ${self.result.digest}: ${self.result.reasons}"
    }
  }
}

# What depends on an output is not planned unless the gate has said yes.
output "digest" {
  description = "Digest that may run."
  value       = data.external.gate.result.digest
}

output "permit" {
  description = "Permit that it runs by."
  value       = data.external.gate.result.permit
}

output "expires_at" {
  description = "When the permit runs out."
  value       = data.external.gate.result.expires_at
}
