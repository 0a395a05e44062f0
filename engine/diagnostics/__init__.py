"""Pure functions of weights and arrays that show how a network sees its inputs."""

from engine.diagnostics.surface import Surface, SurfaceRequest, compute_surface

__all__ = ["Surface", "SurfaceRequest", "compute_surface"]
