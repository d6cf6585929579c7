# What 'cmake --install' installs: the command, both libraries with headers, pkg-config and CMake
# package files, the manual page, completion for bash and zsh, scenarios, documentation.
include(CMakePackageConfigHelpers)

install(TARGETS entente RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY include/entente DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})

# The two libraries are exported apart: who links the shared one needs nothing else, who links the
# static one needs what it is made of.
set(package ${CMAKE_INSTALL_LIBDIR}/cmake/entente)
foreach(kind shared static)
    install(TARGETS entente_${kind} EXPORT entente-${kind}
        LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
    install(EXPORT entente-${kind} NAMESPACE entente:: DESTINATION ${package})
endforeach()
set_target_properties(entente_shared PROPERTIES EXPORT_NAME entente)
set_target_properties(entente_static PROPERTIES EXPORT_NAME static)
configure_package_config_file(cmake/ententeConfig.cmake.in ententeConfig.cmake
    INSTALL_DESTINATION ${package})
write_basic_package_version_file(ententeConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/ententeConfig.cmake ${PROJECT_BINARY_DIR}/ententeConfigVersion.cmake
    DESTINATION ${package})

# pkg-config, with paths that start at the .pc file, so that the installed tree can be moved.
file(RELATIVE_PATH to_prefix /prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix)
string(REGEX REPLACE "/$" "" to_prefix "${to_prefix}")
configure_file(cmake/entente.pc.in entente.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/entente.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

add_custom_command(OUTPUT entente.1
    COMMAND ${PROJECT_SOURCE_DIR}/scripts/manual $<TARGET_FILE:entente> entente.1
    DEPENDS entente ${PROJECT_SOURCE_DIR}/scripts/manual
    COMMENT "Writing the manual page" VERBATIM)
if(NOT ENTENTE_FUZZ)
    add_custom_target(manual ALL DEPENDS entente.1)
endif()
install(FILES ${PROJECT_BINARY_DIR}/entente.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)

install(FILES scripts/entente.bash-completion RENAME entente
    DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES scripts/entente.zsh-completion RENAME _entente
    DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(DIRECTORY maps models scenarios DESTINATION ${CMAKE_INSTALL_DATADIR}/entente)
install(FILES README.md CHANGELOG.md CITATION.cff LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR}/docs FILES_MATCHING PATTERN *.md)
