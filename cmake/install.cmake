# What 'cmake --install' installs.
